import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  canonicalContent,
  canonicalSkeleton,
  type CommitContent,
  type CommitSkeleton,
} from './canonical-form.js';
import { EVENT_TYPES, logEvent, type EventType, type LogEvent } from './event.js';
import { SLEEP_STAGES } from './stage.js';

const GOLDEN = new URL('../../../test/golden/', import.meta.url);

/** A sample of every event type in every schema version there ever was. A new type or version adds one, none leaves. */
const SAMPLES: Record<EventType, readonly string[]> = {
  MeasurementRecorded: ['event-v1.MeasurementRecorded.json'],
  StatsOverwritten: ['event-v1.StatsOverwritten.json'],
  StatsConfirmed: ['event-v1.StatsConfirmed.json'],
  MeasurementCorrected: ['event-v1.MeasurementCorrected.json'],
  MeasurementRetracted: ['event-v1.MeasurementRetracted.json'],
  MetricTypeDefined: ['event-v1.MetricTypeDefined.json'],
  SourceOrderSet: ['event-v1.SourceOrderSet.json'],
};

/** A commit of one event. The texts and hashes were made by another implementation. */
interface GoldenSample {
  readonly event: LogEvent;
  readonly commit: Omit<CommitSkeleton & CommitContent, 'events'> & {
    readonly salt: string;
    readonly previousHash: string | null;
  };
  readonly skeleton: string;
  readonly content: string;
  readonly contentHash: string;
  readonly hash: string;
}

function golden(file: string): GoldenSample {
  return JSON.parse(readFileSync(new URL(file, GOLDEN), 'utf8')) as GoldenSample;
}

/** SHA-256 over parts, of which texts are UTF-8 and lists are hexadecimal. */
function sha256Of(...parts: readonly (string | readonly [string | null])[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    if (typeof part === 'string') hash.update(part, 'utf8');
    else hash.update(part[0] ?? '', 'hex');
  }
  return hash.digest('hex');
}

describe('the golden samples', () => {
  it('are those of all event types, and no others', () => {
    const files = readdirSync(GOLDEN).filter((file) => file.startsWith('event-'));
    expect(files.sort()).toEqual(Object.values(SAMPLES).flat().sort());
    expect(Object.keys(SAMPLES)).toEqual([...EVENT_TYPES]);
  });

  describe.each(
    Object.entries(SAMPLES).flatMap(([type, files]) => files.map((file) => [type, file] as const)),
  )('of %s in %s', (type, file) => {
    const { event, commit, skeleton, content, contentHash, hash } = golden(file);

    it('hold every field of an event, and no other', () => {
      expect(event.type).toBe(type);
      expect(Object.keys(event).sort()).toEqual(Object.keys(logEvent(event.type, '', {})).sort());
    });

    it('have the canonical text they always had', () => {
      expect(canonicalSkeleton({ ...commit, events: [event] })).toBe(skeleton);
      expect(canonicalContent({ ...commit, events: [event] })).toBe(content);
    });

    it('have the hashes they always had', () => {
      expect(sha256Of([commit.salt], content)).toBe(contentHash);
      expect(sha256Of([commit.previousHash], skeleton, [contentHash])).toBe(hash);
    });
  });

  it('make a chain in the order of their versions', () => {
    const commits = Object.values(SAMPLES).flat().map(golden);
    const hashes = [null, ...commits.map(({ hash }) => hash)];
    for (const [n, { commit }] of commits.entries()) expect(commit.previousHash).toBe(hashes[n]);
  });
});

describe('a commit of several events', () => {
  const total = logEvent('MeasurementRecorded', '019e5891-a301-7102-8304-05060708090a', {
    measurementId: '2a13c417-e746-8cf9-9fa4-153770edd60b',
    metric: 'steps',
    value: 5000,
    unit: 'count',
    source: 'healthkit',
    externalId: 'stats:steps:2026-05-24',
    localDate: '2026-05-24',
  });
  const cleared = logEvent('StatsOverwritten', '019e5891-a302-7102-8304-05060708090a', {
    measurementId: '2a13c417-e746-8cf9-9fa4-153770edd60b',
    metric: 'steps',
    unit: 'count',
    source: 'healthkit',
    externalId: 'stats:steps:2026-05-24',
    localDate: '2026-05-24',
    previousValue: 5000,
    previousMutationId: '019e5891-a301-7102-8304-05060708090a',
  });
  const commit = {
    streamId: '5a4c1a3e-9a53-4c35-8f4b-2f6d0c1b7e90',
    commitId: '019e5891-b400-7aaa-8bbb-0c0c0c0c0c0c',
    firstVersion: 41,
    lastVersion: 42,
    recordedAt: 1779602460000,
    actorId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    deviceId: null,
    requestId: null,
    reason: null,
    events: [total, cleared],
  };
  const skeleton =
    '["daybook/1","skeleton","5a4c1a3e-9a53-4c35-8f4b-2f6d0c1b7e90","019e5891-b400-7aaa-8bbb-0c0c0c0c0c0c",' +
    '41,42,1779602460000,[["MeasurementRecorded",1],["StatsOverwritten",1]]]';
  const content =
    '["daybook/1","content","7c9e6679-7425-40de-944b-e07fc1f90ae7",null,null,null,[' +
    '["019e5891-a301-7102-8304-05060708090a","2a13c417-e746-8cf9-9fa4-153770edd60b","steps",5000,"count",null,null,' +
    '"healthkit",null,"stats:steps:2026-05-24",null,null,null,null,"2026-05-24",null,null,null,null,null,null,false],' +
    '["019e5891-a302-7102-8304-05060708090a","2a13c417-e746-8cf9-9fa4-153770edd60b","steps",null,"count",null,null,' +
    '"healthkit",null,"stats:steps:2026-05-24",null,null,null,null,"2026-05-24",null,null,null,5000,' +
    '"019e5891-a301-7102-8304-05060708090a",null,false]]]';
  const salt = '000102030405060708090a0b0c0d0e0f';
  const previousHash = '983703b35b19d2b5ad002543b8d4313d72de3313f4d0d9845b26d79d0690554b';

  it('has these texts', () => {
    expect(canonicalSkeleton(commit)).toBe(skeleton);
    expect(canonicalContent(commit)).toBe(content);
  });

  it('has these hashes', () => {
    const contentHash = sha256Of([salt], canonicalContent(commit));
    expect(contentHash).toBe('092108fb102eb7f62c8cb957b71b6e03602b9dcac89b9aedf457b35603194edc');
    expect(sha256Of([previousHash], canonicalSkeleton(commit), [contentHash])).toBe(
      'af4730335288fbfb7e4d7288c1dcfd13c8a908a597b7ff0c60572b56b1369bff',
    );
  });

  it('is another commit in another order', () => {
    const turned = { ...commit, events: [cleared, total] };
    expect(canonicalContent(turned)).not.toBe(content);
    expect(canonicalSkeleton(turned)).not.toBe(skeleton);
  });

  it('keeps nothing of its content in the skeleton, which outlives an erasure', () => {
    const erased = commit.events.map(({ type, schemaVersion, mutationId }) => ({
      ...logEvent(type, mutationId, {}),
      schemaVersion,
    }));
    expect(canonicalSkeleton({ ...commit, events: erased })).toBe(skeleton);
  });
});

describe('a number in the canonical form', () => {
  it.each([
    [5000, '5000'],
    [0, '0'],
    [-0, '"-0"'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e21, '1e+21'],
    [123456789012345680000, '123456789012345680000'],
    [1e-7, '1e-7'],
    [5e-324, '5e-324'],
    [Number.MAX_VALUE, '1.7976931348623157e+308'],
    [NaN, '"NaN"'],
    [Infinity, '"Infinity"'],
    [-Infinity, '"-Infinity"'],
    [null, 'null'],
  ])('%d is the text %s', (value, text) => {
    const event = logEvent('MeasurementRecorded', 'm', { value, startAt: value });
    const fields = Array.from({ length: 22 }, () => 'null');
    fields[0] = '"m"';
    fields[3] = text;
    fields[10] = text;
    fields[21] = 'false';
    const content = { actorId: null, deviceId: null, requestId: null, reason: null, events: [event] };
    expect(canonicalContent(content)).toBe(
      `["daybook/1","content",null,null,null,null,[[${fields.join(',')}]]]`,
    );
  });
});

describe('every field of a commit', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'null', '-0', 'NaN', '"', ',', '\\'),
  );
  const someText = fc.option(text);
  const someNumber = fc.option(
    fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1)),
  );
  const eventFields: { readonly [Field in keyof LogEvent]: fc.Arbitrary<LogEvent[Field]> } = {
    type: fc.constantFrom(...EVENT_TYPES),
    schemaVersion: fc.integer({ min: 1, max: 3 }),
    mutationId: text,
    measurementId: someText,
    metric: someText,
    value: someNumber,
    unit: someText,
    sentValue: someNumber,
    sentUnit: someText,
    source: someText,
    sourceDevice: someText,
    externalId: someText,
    startAt: someNumber,
    startOffset: someNumber,
    endAt: someNumber,
    endOffset: someNumber,
    localDate: someText,
    timeZone: someText,
    stage: fc.option(fc.constantFrom(...SLEEP_STAGES)),
    details: someText,
    previousValue: someNumber,
    previousMutationId: someText,
    previousLocalDate: someText,
    superseded: fc.boolean(),
  };
  const commitFields = {
    streamId: text,
    commitId: text,
    firstVersion: fc.integer(),
    lastVersion: fc.integer(),
    recordedAt: fc.integer(),
    actorId: someText,
    deviceId: someText,
    requestId: someText,
    reason: someText,
  };
  type Commit = Omit<CommitSkeleton, 'events'> & CommitContent;

  function textOf(commit: Commit): string {
    return canonicalSkeleton(commit) + canonicalContent(commit);
  }

  const commits: fc.Arbitrary<Commit> = fc.record({
    ...commitFields,
    events: fc.array(fc.record(eventFields), { minLength: 1, maxLength: 3 }),
  });

  it.each(Object.entries(commitFields))('changes the text when it alone changes: %s', (name, values) => {
    fc.assert(
      fc.property(commits, values as fc.Arbitrary<unknown>, (commit, value) => {
        const changed = { ...commit, [name]: value };
        const same = Object.is(commit[name as keyof Commit], value);
        expect(textOf(changed) === textOf(commit)).toBe(same);
      }),
    );
  });

  it.each(Object.entries(eventFields))(
    'changes the text when it alone changes in one event: %s',
    (name, values) => {
      fc.assert(
        fc.property(commits, fc.nat(), values as fc.Arbitrary<unknown>, (commit, place, value) => {
          const at = place % commit.events.length;
          const before = commit.events[at] as LogEvent;
          const events = commit.events.map((event, n) => (n === at ? { ...event, [name]: value } : event));
          const same = Object.is(before[name as keyof LogEvent], value);
          expect(textOf({ ...commit, events }) === textOf(commit)).toBe(same);
        }),
      );
    },
  );

  it('is told apart from its neighbour: what moves from one field to another changes the text', () => {
    const names = Object.keys(eventFields) as (keyof LogEvent)[];
    fc.assert(
      fc.property(
        fc.record(eventFields),
        fc.constantFrom(...names),
        fc.constantFrom(...names),
        (event, a, b) => {
          const swapped = { ...event, [a]: event[b], [b]: event[a] };
          const commit = { ...Object.fromEntries(Object.keys(commitFields).map((name) => [name, null])) };
          const of = (one: LogEvent) => textOf({ ...commit, events: [one] } as unknown as Commit);
          expect(of(swapped) === of(event)).toBe(Object.is(event[a], event[b]));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
