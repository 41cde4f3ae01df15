import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Origin } from '@daybook/event-log';
import type { WideEvent } from '../observing/wide-event.js';
import type { Caller } from './caller.js';

/** Who is asking. Only on routes that require a permission. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context),
);

/** Whose data the request is about, after the guard has seen that the caller may. */
export const SubjectId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  return subjectIdOf(context);
});

/** What is written down of a write's sender: never anything of the body. */
export const OriginOf = createParamDecorator((_: unknown, context: ExecutionContext): Origin => {
  const { deviceId, deviceKind } = callerOf(context);
  const userId = subjectIdOf(context);
  return { userId, actorId: userId, deviceId, deviceKind, requestId: requestOf(context).id, reason: null };
});

/** The line that the request will leave in the log. */
export const Wide = createParamDecorator((_: unknown, context: ExecutionContext): WideEvent => {
  return requestOf(context).wideEvent;
});

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

function callerOf(context: ExecutionContext): Caller {
  const { caller } = requestOf(context);
  if (!caller) throw new Error('the route requires no permission, so it has no caller');
  return caller;
}

function subjectIdOf(context: ExecutionContext): string {
  const { subjectId } = requestOf(context);
  if (subjectId === null) throw new Error('the route requires no permission over a subject');
  return subjectId;
}
