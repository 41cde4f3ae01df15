import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import './request-facts.js';

const ended = new WeakSet<FastifyReply>();
const newest = new WeakMap<Socket, FastifyReply>();

/** Answers a request before its handler does, whose own answer, or failure, comes too late then. */
export function endEarly(reply: FastifyReply, problem: ProblemError): void {
  ended.add(reply);
  reply.request.wideEvent.fail(problem.code, undefined);
  reply.send(problem);
}

/** Whether a request has had its answer by {@link endEarly}. */
export function endedEarly(reply: FastifyReply): boolean {
  return reply.sent && ended.has(reply);
}

/** Remembers which request a connection brought last. */
export function startOn(socket: Socket, reply: FastifyReply): void {
  newest.set(socket, reply);
}

/** The request that a connection brought last. */
export function newestOn(socket: Socket): FastifyReply | undefined {
  return newest.get(socket);
}

/** What it is when a client goes away within its own body, whatever the socket's error is called. */
export function brokeOff({ raw }: FastifyRequest): ProblemError | undefined {
  if (!raw.destroyed || raw.complete) return undefined;
  return new ProblemError('bad_request', 'the request broke off: send it again');
}
