import type { ClientPhase, ClientStatus } from '@daybook/sync-client';

/** How it stands, in a word for the header and a colour for its dot. */
export interface SyncWords {
  readonly word: string;
  readonly tone: 'good' | 'busy' | 'quiet' | 'bad';
}

const WORDS: Readonly<Record<ClientPhase, SyncWords>> = {
  starting: { word: 'Connecting', tone: 'busy' },
  copying: { word: 'Copying', tone: 'busy' },
  catching_up: { word: 'Behind', tone: 'busy' },
  live: { word: 'In sync', tone: 'good' },
  offline: { word: 'Offline', tone: 'quiet' },
  waiting: { word: 'Offline', tone: 'quiet' },
  needs_sign_in: { word: 'Sign in', tone: 'bad' },
  outdated: { word: 'Update needed', tone: 'bad' },
  erased: { word: 'Erased', tone: 'bad' },
  stopped: { word: 'Stopped', tone: 'bad' },
};

export function syncWords({ phase, diverged }: Pick<ClientStatus, 'phase' | 'diverged'>): SyncWords {
  if (phase === 'live' && diverged.length > 0) return { word: 'Differs', tone: 'bad' };
  return WORDS[phase];
}
