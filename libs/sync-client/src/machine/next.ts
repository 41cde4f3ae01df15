import { WAIT_MAX_SECONDS } from '@daybook/contract';
import { verifyDueAt } from './lanes.js';
import { FIRST_BYTE_MS, SILENCE_MS } from './pull-transitions.js';
import { maySend } from './reduce.js';
import type { SyncEffect } from './sync-effect.js';
import type { SyncState } from './sync-state.js';

/** Five seconds below the server's longest wait: proxies that cut at 30 s leave the answer time to arrive. */
const LONG_POLL_SECONDS = WAIT_MAX_SECONDS - 5;

/** What should be going on in this state. */
export function next(state: SyncState): readonly SyncEffect[] {
  const wakes = [pullWake(state), pushWake(state)].filter((at) => at !== null);
  const wake: SyncEffect[] = wakes.length === 0 ? [] : [{ type: 'wake', at: Math.min(...wakes) }];
  return [...pullEffects(state), ...pushEffects(state), ...wake];
}

function pullEffects({ pull, session, run }: SyncState): SyncEffect[] {
  switch (pull.at) {
    case 'greeting':
      return [{ type: 'greet', run: pull.run }];
    case 'copying':
      return [{ type: 'copy', run: pull.run, from: pull.from }];
    case 'pulling':
      return [{ type: 'pull', run: pull.run, waitSeconds: 0 }];
    case 'polling':
      return [{ type: 'pull', run: pull.run, waitSeconds: LONG_POLL_SECONDS }];
    case 'streaming':
      return [{ type: 'stream', run: pull.run }];
    case 'barred':
      return session === 'erased' ? [{ type: 'wipe', run }] : [];
    case 'off':
    case 'waiting':
      return [];
  }
}

function pushEffects({ push, batchLimit }: SyncState): SyncEffect[] {
  switch (push.at) {
    case 'requeueing':
      return [{ type: 'requeue', run: push.run }];
    case 'sending':
      return [{ type: 'send', run: push.run, limit: batchLimit }];
    case 'off':
    case 'idle':
    case 'waiting':
      return [];
  }
}

function pullWake(state: SyncState): number | null {
  const { pull } = state;
  if (pull.at === 'waiting') return pull.until;
  if (pull.at !== 'streaming') return null;
  if (pull.heardAt === null) return pull.openedAt + FIRST_BYTE_MS;
  return Math.min(pull.heardAt + SILENCE_MS, verifyDueAt(state));
}

function pushWake(state: SyncState): number | null {
  const { push } = state;
  if (push.at === 'waiting') return push.until;
  return push.at === 'idle' && maySend(state) ? push.dueAt : null;
}
