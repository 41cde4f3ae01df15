import type { WireMetricType } from '@daybook/contract';
import type { QueuedMutation } from '@daybook/sync-client';
import type { Catalogue } from '../catalogue/catalogue.js';
import { problemWords, wishWords } from './mutation-words.js';

const WEIGHT = {
  ...{ code: 'body_mass', name: 'Weight', unit: 'kg', decimals: 1, range: null },
} as WireMetricType;
const DISTANCE = {
  ...{ code: 'distance_cycling', name: 'Cycling', unit: 'm', decimals: 0, range: [0, 5_000_000] as const },
} as WireMetricType;
const CATALOGUE: Catalogue = new Map([
  ['body_mass', WEIGHT],
  ['distance_cycling', DISTANCE],
]);

const MUTATION: QueuedMutation = {
  ...{ order: 1, key: 'k', state: 'failed', position: 0, naming: 'sealed', record: 'r' },
  item: {
    id: 'k',
    type: 'body_mass',
    value: 999,
    externalId: 'stats:body_mass:2026-05-24',
    source: 'manual',
  },
  ...{ day: '2026-05-24/body_mass', intendedAt: 0, tries: 1, waits: 0, verdict: null, after: '' },
  problem: { cause: 'verdict', code: 'value_out_of_range', detail: 'body_mass must be between 1 and 500 kg' },
};

/** As the machine that runs this writes numbers: without a page it is its locale that counts. */
const written = (value: number, decimals = 0): string =>
  new Intl.NumberFormat(undefined, { minimumFractionDigits: decimals }).format(value);

const withPlainSpaces = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the words for a mutation', () => {
  it('say what was wanted', () => {
    const [what, value] = withPlainSpaces(wishWords(MUTATION, CATALOGUE, '2026-05-24')).split(': ');
    expect(what).toMatch(/^Weight on ./);
    expect(value).toBe(`${written(999, 1)} kg`);
    const retraction = {
      ...MUTATION,
      item: { id: 'k', retract: true, externalId: 'e', source: 'manual' },
    } as const;
    expect(wishWords(retraction, CATALOGUE, '2026-05-24')).toMatch(
      /^Weight on .*: take the manual value back$/,
    );
  });

  it('say why it was refused, with the name that people know', () => {
    expect(problemWords(MUTATION, CATALOGUE)).toBe(
      'The server refused it: Weight must be between 1 and 500 kg.',
    );
  });

  it('say the range in the units and numbers of the page', () => {
    const problem = {
      cause: 'verdict',
      code: 'value_out_of_range',
      detail: 'distance_cycling must be between 0 and 5000000 m',
    } as const;
    const words = problemWords({ ...MUTATION, day: '2026-05-24/distance_cycling', problem }, CATALOGUE);
    expect(withPlainSpaces(words)).toBe(
      `The server refused it: Cycling must be between ${written(0)} and ${written(5000)} km.`,
    );
  });

  it('say how often a connection was tried, and not what the browser calls it', () => {
    const unreachable = {
      cause: 'connection',
      code: 'unreachable',
      detail: 'the server was not reached: TypeError: Failed to fetch',
    } as const;
    expect(problemWords({ ...MUTATION, tries: 5, problem: unreachable }, CATALOGUE)).toBe(
      'The server was not reached. Tried 5 times.',
    );
  });
});
