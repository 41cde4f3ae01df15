import type { BatchResponse, ProblemCode, WireVerdict } from '@daybook/contract';
import { garbled, RequestFailed, type Failure } from '../machine/failure.js';
import { BARRING } from '../machine/lanes.js';
import type { Choice } from '../machine/sync-state.js';
import { countFailure, daysOf, requeue } from '../outbox/give-up.js';
import type { QueuedMutation } from '../outbox/queued-mutation.js';
import { sealBatch } from '../outbox/seal-batch.js';
import { isPutOff, settleBatch } from '../outbox/settle-batch.js';
import { askStatus } from './ask-status.js';
import type { EffectContext, Report } from './effect-context.js';

/** A verdict that asks to come again is asked after 2, 4, 8, … s, and from then on once an hour and at each start. */
const WAIT_FIRST_MS = 2_000;
const WAIT_MAX_MS = 3_600_000;

/** What is put off for longer than this, jitter and all, was put off before the clock was set back. */
const PUT_OFF_MAX_MS = 2 * WAIT_MAX_MS;

/** Sends the mutations that are due as one batch, and writes down what became of each. */
export async function send(
  context: EffectContext,
  { limit, of }: { readonly limit: number; readonly of: Choice },
): Promise<Report> {
  const { tell, storage } = context;
  if (of === 'all') {
    for (let days = ['']; days.length > 0;) {
      days = await storage.write(requeue);
      if (days.length > 0) tell({ type: 'view', days });
    }
    tell({ type: 'queue' });
  }
  const batch = await seal(context, limit);
  const sent = batch.length;
  if (sent > 0) {
    const failed = await deliver(context, batch).finally(() => {
      tell({ type: 'view', days: daysOf(batch) });
      tell({ type: 'queue' });
    });
    if (failed) return failed;
  }
  const dueAt = await nextDue(context);
  if (dueAt === null && sent > 0)
    tell({ type: 'drained', failed: await storage.read((reader) => reader.queueSize('failed')) });
  return { type: 'batch_settled', dueAt, sent };
}

/** Sends the batch and takes in its verdicts; otherwise the report of what went wrong. */
async function deliver(context: EffectContext, batch: readonly QueuedMutation[]): Promise<Report | null> {
  const { signal } = context;
  const size = batch.length;
  let answer: Pick<BatchResponse, 'items' | 'seq'>;
  try {
    const body = { items: batch.map(({ item }) => item) };
    answer = await context.http.json<BatchResponse>({ path: 'measurements/batch', body, signal });
    if (!Array.isArray(answer.items)) throw garbled('verdicts');
  } catch (error) {
    if (!(error instanceof RequestFailed) || signal.aborted) throw error;
    const { failure } = error;
    if (failure.kind !== 'refused') {
      await giveUp(context, batch, failure);
      return { type: 'push_failed', failure, size };
    }
    const [alone, ...others] = batch;
    if (others.length > 0) return { type: 'batch_split', size };
    answer = refusalOf((alone as QueuedMutation).item.id, failure);
  }
  await settle(context, batch, answer);
  // A mutation from the future: what is thought of the server's time is wrong.
  const isFuture = (verdict: WireVerdict): boolean =>
    verdict.status === 'rejected' && verdict.code === 'future_timestamp';
  if (answer.items.some(isFuture)) await askStatus(context, null);
  return null;
}

function seal(
  { storage, environment, clock }: EffectContext,
  limit: number,
): Promise<readonly QueuedMutation[]> {
  const time = { ...clock.now(), random: environment.random };
  return storage.write((transaction, meta) => sealBatch(transaction, meta, limit, time));
}

async function settle(
  context: EffectContext,
  batch: readonly QueuedMutation[],
  response: Pick<BatchResponse, 'items' | 'seq'>,
): Promise<void> {
  const { storage, environment, tell } = context;
  const wallMs = environment.wallMs();
  const stretch = 1 + context.policy.jitter * environment.chance();
  const delayMs = (waits: number, toldMs: number): number =>
    Math.min(Math.max(toldMs, WAIT_FIRST_MS * 2 ** (waits - 1)), WAIT_MAX_MS) * stretch;
  const time = { wallMs, delayMs };
  const settlements = await storage.write((transaction, meta) =>
    settleBatch(transaction, meta, batch, response, time),
  );
  const failed = settlements.filter(({ verdict }) => verdict.status === 'rejected' && !verdict.retryable);
  for (const { key, verdict } of settlements)
    tell({ type: isPutOff(verdict) ? 'put_off' : 'settled', key, outcome: verdict });
  if (failed.length > 0) tell({ type: 'failed', keys: failed.map(({ key }) => key) });
}

async function giveUp(
  context: EffectContext,
  batch: readonly QueuedMutation[],
  failure: Failure,
): Promise<void> {
  // Failures that bar the session are not the mutations' fault: nothing was tried.
  if (BARRING[failure.kind]) return;
  const tries = context.policy.delaysMs.length + 1;
  const keys = await context.storage.write((transaction) => countFailure(transaction, batch, failure, tries));
  if (keys.length > 0) context.tell({ type: 'failed', keys });
}

/** A mutation that the server refuses to look at fails by the problem as its verdict. */
function refusalOf(id: string, { problem }: Failure): Pick<BatchResponse, 'items' | 'seq'> {
  // The server's code, which may be one that the types of today do not know.
  const code = problem.code as ProblemCode;
  return {
    items: [{ ...problem, code, index: 0, id, status: 'rejected', retryable: false, pointer: '' }],
    seq: 0,
  };
}

/** When the next mutation is due, on the machine's clock; `null` when none waits. */
async function nextDue({ storage, environment }: EffectContext): Promise<number | null> {
  const [first] = await storage.read((reader) => reader.queue('pending', 0, Infinity, 1));
  if (!first) return null;
  const aheadMs = first.position - environment.wallMs();
  if (aheadMs <= PUT_OFF_MAX_MS) return environment.steadyMs() + aheadMs;
  await storage.write(requeue);
  return environment.steadyMs();
}
