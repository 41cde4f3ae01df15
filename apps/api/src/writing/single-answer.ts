import type { FastifyReply } from 'fastify';
import { wireVerdict, type FieldError, type ProblemCode } from '@daybook/contract';
import type { Verdict } from '@daybook/domain';
import { ProblemError } from '../problem/problem-error.js';
import { sendJson } from '../server/send-json.js';
import { markOf, type WrittenTo } from './write-answers.js';

/** How a verdict on the only item of a request is answered. */
export interface SingleAnswer {
  readonly verdict: Verdict;
  readonly writtenTo: WrittenTo;
  /** Statuses that differ from the table on this route. */
  readonly statuses?: Partial<Readonly<Record<ProblemCode, number>>>;
  /** Every fault of every field, of which a rejection names the first; nobody looks for them in what was accepted. */
  readonly faults: () => readonly FieldError[];
  /** What else belongs into the answer. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** 201 with `Location` for what is new, 200 for every other accepted verdict and for a replay, else a problem. */
export function answerSingle(reply: FastifyReply, answer: SingleAnswer, location: string | null): void {
  const { verdict, writtenTo, extra } = answer;
  if (verdict.status === 'rejected') throw rejectionProblem(answer);
  const isNew = verdict.status === 'created' && location !== null;
  if (isNew) reply.header('location', location);
  const body = { ...wireVerdict(verdict, 0, ''), ...extra, ...markOf(writtenTo) };
  sendJson(reply, isNew ? 201 : 200, JSON.stringify(body));
}

function rejectionProblem({ verdict, statuses, faults }: SingleAnswer): ProblemError {
  const wire = wireVerdict(verdict, 0, '');
  if (wire.status !== 'rejected') throw new Error('only a rejection is a problem');
  const { code, detail, pointer, retryAfter } = wire;
  const others = faults().filter((fault) => fault.pointer !== pointer);
  return new ProblemError(code, detail, {
    errors: [{ pointer, code, detail }, ...others].map(fieldError),
    verdict: wire,
    ...(statuses?.[code] !== undefined && { status: statuses[code] }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

/** A fault without what only a verdict says of it. */
function fieldError({ pointer, code, detail }: FieldError): FieldError {
  return { pointer, code, detail };
}
