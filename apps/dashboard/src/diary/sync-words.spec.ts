import { syncWords } from './sync-words.js';

describe('the word for the sync', () => {
  it.each([
    ['live', 'In sync', 'good'],
    ['catching_up', 'Behind', 'busy'],
    ['offline', 'Offline', 'quiet'],
    ['waiting', 'Offline', 'quiet'],
    ['needs_sign_in', 'Sign in', 'bad'],
  ] as const)('while the client is %s is "%s"', (phase, word, tone) => {
    expect(syncWords({ phase, diverged: [] })).toEqual({ word, tone });
  });

  it('does not call a copy in sync that differs', () => {
    expect(syncWords({ phase: 'live', diverged: ['daily_aggregate'] })).toEqual({
      word: 'Differs',
      tone: 'bad',
    });
  });
});
