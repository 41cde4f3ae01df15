import { logEvent, type LogEvent } from '@daybook/domain';
import { commitHash, contentHash } from '@daybook/event-log';
import type { AuditEvent } from '@daybook/contract';
import { auditEvent } from '@daybook/projections';
import { verifyBundle, type BundleReport } from './verify-bundle.js';

const USER = '0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a';
const STREAM = '3f0c2f0e-62a1-4d57-8a9c-1d2e3f4a5b6c';
const START = Date.UTC(2026, 4, 24, 8);

const mutationId = (at: number) => `0197f0c4-2a6f-7c3e-9b1d-${String(at).padStart(12, '0')}`;

const EVENTS: readonly (readonly LogEvent[])[] = [
  [
    logEvent('MeasurementRecorded', mutationId(1), {
      measurementId: mutationId(1),
      metric: 'distance_walking_running',
      value: 1609.344,
      unit: 'm',
      sentValue: 1,
      sentUnit: 'mi',
      source: 'healthkit',
      sourceDevice: 'Robin’s Watch',
      externalId: 'walk-1',
      startAt: START,
      startOffset: 120,
      endAt: START + 600_001,
      endOffset: -210,
      localDate: '2026-05-24',
      timeZone: 'Europe/Berlin',
      details: '{"note":"übers Feld"}',
    }),
    logEvent('MeasurementRecorded', mutationId(2), {
      measurementId: mutationId(2),
      metric: 'sleep_duration',
      value: 30,
      unit: 'min',
      source: 'healthkit',
      startAt: START,
      startOffset: 0,
      endAt: START + 1_800_000,
      endOffset: 0,
      localDate: '2026-05-24',
      stage: 'deep',
    }),
  ],
  [
    logEvent('MeasurementRetracted', mutationId(3), {
      measurementId: mutationId(1),
      previousValue: 1609.344,
      previousMutationId: mutationId(1),
      previousLocalDate: '2026-05-24',
      superseded: true,
    }),
  ],
];

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The lines of an export, hashed by the canonical form alone: nothing of the writer takes part. */
function exported(): AuditEvent[] {
  let version = 0;
  let previous: Uint8Array | null = null;
  const lines = EVENTS.flatMap((events, at) => {
    const firstVersion = version + 1;
    version += events.length;
    const commitId = mutationId(100 + at);
    const salt = Buffer.alloc(16, at + 1);
    const recordedAt = START + 86_400_000 * (at + 1);
    const who = {
      actorId: USER,
      deviceId: mutationId(9),
      requestId: `request ${at}`,
      reason: at === 0 ? 'a visit' : null,
    };
    const content = contentHash(salt, { ...who, events });
    const skeleton = { streamId: STREAM, commitId, firstVersion, lastVersion: version, recordedAt, events };
    const hash = commitHash(previous, skeleton, content);
    const commit = {
      user_id: USER,
      stream_id: STREAM,
      commit_id: commitId,
      first_version: firstVersion,
      last_version: version,
      actor_id: who.actorId,
      device_id: who.deviceId,
      request_id: who.requestId,
      reason: who.reason,
      recorded_ms: recordedAt,
      salt: hex(salt),
      content_hash: hex(content),
      hash: hex(hash),
      previous_hash: previous === null ? null : hex(previous),
    };
    previous = hash;
    return events.map((event, i) =>
      auditEvent({ ...commit, version: firstVersion + i, event: rowText(event) }),
    );
  });
  const head = { headversion: version, headhash: lines.at(-1)?.commithash };
  return lines.map((line, at) => (at === 0 ? { ...line, ...head } : line));
}

/** An event as the log's one mapping of its table prints it. */
function rowText(event: LogEvent): string {
  return JSON.stringify([
    event.type,
    event.schemaVersion,
    event.mutationId,
    event.measurementId,
    event.metric,
    event.unit,
    event.sentValue,
    event.sentUnit,
    event.source,
    event.externalId,
    event.previousValue,
    event.previousMutationId,
    event.previousLocalDate,
    event.superseded,
    event.value,
    event.startAt,
    event.startOffset,
    event.endAt,
    event.endOffset,
    event.localDate,
    event.timeZone,
    event.sourceDevice,
    event.stage,
    event.details,
  ]);
}

async function verified(lines: readonly unknown[]): Promise<BundleReport> {
  return verifyBundle(inTurn(lines.map((line) => JSON.stringify(line))));
}

async function* inTurn(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

type Members = Record<string, unknown>;

/** Every member of a line, those of its data included. */
function pathsOf(line: Members): string[][] {
  const data = line['data'] as Members;
  return [
    ...Object.keys(line)
      .filter((name) => name !== 'data')
      .map((name) => [name]),
    ...Object.keys(data).map((name) => ['data', name]),
  ];
}

/** The least change of a value that is still of its kind. */
function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return 'something';
  const last = value.charCodeAt(value.length - 1);
  return value.slice(0, -1) + String.fromCharCode(last ^ 1);
}

function withChange(line: Members, [first = '', second]: readonly string[]): Members {
  if (second === undefined) return { ...line, [first]: changed(line[first]) };
  const data = line['data'] as Members;
  return { ...line, data: { ...data, [second]: changed(data[second]) } };
}

describe('verifying a bundle', () => {
  it('holds when nothing was touched', async () => {
    expect(await verified(exported())).toMatchObject({
      subject: USER,
      streamId: STREAM,
      commits: 2,
      events: 3,
      version: 3,
      ending: 'at_exported_head',
      fault: null,
    });
  });

  it('finds a change of any member of any line', async () => {
    const lines = exported() as unknown as Members[];
    const unseen: string[] = [];
    for (const [at, line] of lines.entries()) {
      for (const path of pathsOf(line)) {
        const spoilt = lines.map((one, i) => (i === at ? withChange(one, path) : one));
        if ((await verified(spoilt)).fault === null) unseen.push(`${at}: ${path.join('.')}`);
      }
    }
    expect(unseen).toEqual([]);
  });

  it('finds a member that was taken away', async () => {
    const lines = exported() as unknown as Members[];
    const unseen: string[] = [];
    for (const [at, line] of lines.entries()) {
      for (const path of pathsOf(line)) {
        const copy = structuredClone(line);
        const holder = path.length === 1 ? copy : (copy['data'] as Members);
        // To be absent says the same as `null`.
        if (holder[path.at(-1) ?? ''] === null) continue;
        Reflect.deleteProperty(holder, path.at(-1) ?? '');
        const spoilt = lines.map((one, i) => (i === at ? copy : one));
        const { fault } = await verified(spoilt);
        if (fault === null) unseen.push(`${at}: ${path.join('.')}`);
      }
    }
    expect(unseen).toEqual([]);
  });

  it.each([
    ['a member of a line', (line: AuditEvent) => ({ ...line, remark: 'trust me' })],
    ['a member of its data', (line: AuditEvent) => ({ ...line, data: { ...line.data, mood: 'fine' } })],
    ['a second head', (line: AuditEvent) => ({ ...line, headversion: 3, headhash: line.commithash })],
  ])('refuses %s that no hash covers', async (_, spoil) => {
    const lines = exported().map((line, at) => (at === 1 ? spoil(line) : line));
    expect((await verified(lines)).fault).toMatchObject({ line: 2 });
  });

  it.each([
    ['a member twice', (text: string) => text.replace('"value":30', '"value":31,"value":30')],
    ['a number in another way', (text: string) => text.replace('"value":30', '"value":3e1')],
    [
      'a hash in capitals',
      (text: string) => text.replace(/(?<="commithash":")[^"]+/u, (hash) => hash.toUpperCase()),
    ],
  ])('refuses a line that spells %s', async (_, respell) => {
    const lines = exported().map((line, at) =>
      at === 1 ? respell(JSON.stringify(line)) : JSON.stringify(line),
    );
    expect(lines[1]).not.toBe(JSON.stringify(exported()[1]));
    expect((await verifyBundle(inTurn(lines))).fault).toMatchObject({ line: 2 });
  });

  it('names the line and the version of the first fault', async () => {
    const lines = exported() as unknown as Members[];
    const spoilt = lines.map((line, at) => (at === 1 ? withChange(line, ['data', 'value']) : line));
    expect((await verified(spoilt)).fault).toMatchObject({ line: 2, version: 1, commitId: mutationId(100) });
  });

  it.each([
    ['the first line is missing', (lines: AuditEvent[]) => lines.slice(1)],
    ['the last line is missing', (lines: AuditEvent[]) => lines.slice(0, -1)],
    ['it ends within a commit', (lines: AuditEvent[]) => lines.slice(0, 1)],
    ['two lines changed places', ([a, b, c]: AuditEvent[]) => [b, a, c]],
    ['a line stands twice', ([a, b, c]: AuditEvent[]) => [a, b, b, c]],
    ['a line is none', (lines: AuditEvent[]) => [...lines, 'and so on']],
    ['a line has no data', (lines: AuditEvent[]) => [{ ...lines[0], data: null }]],
    ['a line is nothing', (lines: AuditEvent[]) => [...lines, null]],
  ])('does not hold when %s', async (_, spoil) => {
    expect((await verified(spoil(exported()))).fault).not.toBeNull();
  });

  it('verifies lines of the audit route too, but cannot say whether more exist', async () => {
    const [first, ...rest] = exported().map((line) => ({
      ...line,
      headversion: undefined,
      headhash: undefined,
    }));
    expect(await verified([first, ...rest])).toMatchObject({ fault: null, ending: 'unknown' });
    expect(await verified([first, rest[0]])).toMatchObject({ fault: null, ending: 'unknown', version: 2 });
  });
});
