import type { BatchResponse } from '@daybook/contract';
import { learnFromDate, serverTimeAt } from '../clock/server-clock.js';
import type { Failure } from '../machine/failure.js';
import { countFailure, refuse, requeue } from '../outbox/give-up.js';
import type { QueuedMutation } from '../outbox/queued-mutation.js';
import { sealBatch } from '../outbox/seal-batch.js';
import { settleBatch, type Settlement } from '../outbox/settle-batch.js';
import { garbled, type EffectContext } from './effect-context.js';

/** A verdict that asks to come again is asked after 2, 4, 8, … s, and from then on once an hour and at each start. */
const WAIT_FIRST_MS = 2_000;
const WAIT_MAX_MS = 3_600_000;

const MINT_BYTES = 10;

/** Sends the mutations that are due as one batch, and writes down what became of each. */
export async function send(
  context: EffectContext,
  { run, limit }: { readonly run: number; readonly limit: number },
  signal: AbortSignal,
): Promise<void> {
  const { http, report, tell } = context;
  const batch = await seal(context, limit);
  const size = batch.length;
  if (size === 0) {
    report({ type: 'batch_settled', run, dueAt: await nextDue(context), sent: 0 });
    return;
  }
  const items = batch.map(({ item }) => item);
  const answer = await http.json<BatchResponse>({ path: '/api/measurements/batch', body: { items }, signal });
  if (answer.ok && Array.isArray(answer.value.items)) {
    context.clock = learnFromDate(context.clock, answer.date, answer.asked, answer.answered);
    await settle(context, batch, answer.value);
  } else if (signal.aborted) {
    return;
  } else {
    const failure = answer.ok ? garbled('the answer to the batch holds no verdicts') : answer.failure;
    if (failure.kind !== 'refused') {
      await fail(context, batch, failure);
      report({ type: 'push_failed', run, failure, chance: context.environment.chance(), size });
      return;
    }
    if (size > 1) {
      report({ type: 'batch_split', run, size });
      return;
    }
    await refuseOne(context, batch, failure);
  }
  tell({ type: 'queue' });
  const dueAt = await nextDue(context);
  if (dueAt === null) tell({ type: 'drained' });
  report({ type: 'batch_settled', run, dueAt, sent: size });
}

/** Brings back what was given up for want of a connection, and what waits for a later answer. */
export async function bringBack({ storage, report, tell }: EffectContext, run: number): Promise<void> {
  let changed = 0;
  for (let portion = -1; portion !== 0; changed += portion) portion = await storage.write(requeue);
  if (changed > 0) tell({ type: 'queue' });
  report({ type: 'requeued', run });
}

function seal(context: EffectContext, limit: number): Promise<readonly QueuedMutation[]> {
  const { storage, environment, clock } = context;
  const wallMs = environment.wallMs();
  const serverMs = serverTimeAt(clock, { wallMs, steadyMs: environment.steadyMs() });
  const random = (): Uint8Array => environment.randomBytes(MINT_BYTES);
  return storage.write(async (transaction) => {
    const meta = await transaction.meta();
    if (!meta) return [];
    return sealBatch(transaction, meta, limit, { wallMs, serverMs, offsetMs: clock.offsetMs, random });
  });
}

async function settle(
  context: EffectContext,
  batch: readonly QueuedMutation[],
  response: BatchResponse,
): Promise<void> {
  const { storage, environment } = context;
  const wallMs = environment.wallMs();
  const chance = environment.chance();
  const delayMs = (waits: number, toldMs = 0): number =>
    Math.max(
      toldMs,
      Math.min(WAIT_FIRST_MS * 2 ** (waits - 1), WAIT_MAX_MS) * (1 + context.policy.jitter * chance),
    );
  const settlements = await storage.write(async (transaction) => {
    const meta = await transaction.meta();
    return meta ? settleBatch(transaction, meta, batch, response, { wallMs, delayMs }) : [];
  });
  tellSettled(context, settlements);
}

function tellSettled({ tell }: EffectContext, settlements: readonly Settlement[]): void {
  const failed = settlements.filter(({ verdict }) => verdict.status === 'rejected');
  tell({ type: 'view', days: [...new Set(settlements.map(({ day }) => day))] });
  for (const { key, verdict } of settlements) tell({ type: 'settled', key, outcome: verdict });
  if (failed.length > 0) tell({ type: 'failed', keys: failed.map(({ key }) => key) });
}

async function fail(
  context: EffectContext,
  batch: readonly QueuedMutation[],
  failure: Failure,
): Promise<void> {
  // Without a session the mutations are not at fault, and nothing was tried.
  if (failure.kind === 'unauthenticated' || failure.kind === 'outdated' || failure.kind === 'erased') return;
  const tries = context.policy.delaysMs.length + 1;
  const failed = await context.storage.write((transaction) =>
    countFailure(transaction, batch, failure, tries),
  );
  if (failed.length > 0) context.tell({ type: 'failed', keys: failed });
  context.tell({ type: 'queue' });
}

async function refuseOne(
  context: EffectContext,
  batch: readonly QueuedMutation[],
  failure: Failure,
): Promise<void> {
  const [only] = batch;
  if (!only) return;
  const wallMs = context.environment.wallMs();
  tellSettled(
    context,
    await context.storage.write((transaction) => refuse(transaction, only, failure, wallMs)),
  );
}

/** When the next mutation is due, on the machine's clock; `null` when none waits. */
async function nextDue({ storage, environment }: EffectContext): Promise<number | null> {
  const [first] = await storage.read((reader) => reader.queue('pending', 0, Infinity, 1));
  if (!first) return null;
  return environment.steadyMs() + Math.max(0, first.position - environment.wallMs());
}
