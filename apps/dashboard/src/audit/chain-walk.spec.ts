import { createHash } from 'node:crypto';
import type { AuditEvent } from '@daybook/contract';
import { canonicalContent, canonicalSkeleton, logEvent } from '@daybook/domain';
import { ChainWalk, type ChainReport } from './chain-walk.js';

const STREAM = '0197f0c4-0000-7000-8000-00000000000a';
const SALT = 'ab'.repeat(16);
const START = Date.UTC(2026, 4, 24);

const sha256 = (...parts: readonly (string | Buffer)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** A log of commits of one or two events, hashed by another implementation than the one under test. */
function logOf(sizes: readonly number[]): AuditEvent[] {
  const lines: AuditEvent[] = [];
  let previous: string | undefined;
  for (const [at, size] of sizes.entries()) {
    const first = lines.length + 1;
    const versions = Array.from({ length: size }, (_, i) => first + i);
    const events = versions.map((version) =>
      logEvent('MeasurementRecorded', `0197f0c4-0000-7000-8000-${String(version).padStart(12, '0')}`, {
        metric: 'steps',
        value: version,
        startAt: START,
        startOffset: 120,
      }),
    );
    const facts = { actorId: STREAM, deviceId: null, requestId: 'r', reason: null };
    const contenthash = sha256(Buffer.from(SALT, 'hex'), canonicalContent({ ...facts, events }));
    const recordedAt = START + at;
    const commitId = `0197f0c4-0000-7000-8000-${String(at).padStart(12, 'c')}`;
    const lastVersion = first + size - 1;
    const skeleton = canonicalSkeleton({
      streamId: STREAM,
      commitId,
      firstVersion: first,
      lastVersion,
      recordedAt,
      events,
    });
    const commithash = sha256(Buffer.from(previous ?? '', 'hex'), skeleton, Buffer.from(contenthash, 'hex'));
    for (const [i, event] of events.entries()) {
      const time = new Date(recordedAt).toISOString();
      lines.push({
        specversion: '1.0',
        id: event.mutationId,
        source: `/subjects/${STREAM}`,
        type: 'daybook.MeasurementRecorded',
        time,
        datacontenttype: 'application/json',
        streamid: STREAM,
        streamversion: first + i,
        schemaversion: event.schemaVersion,
        commitid: commitId,
        commitfirst: first,
        commitlast: lastVersion,
        commithash,
        contenthash,
        ...(previous !== undefined && { previoushash: previous }),
        salt: SALT,
        data: {
          ...event,
          event: event.type,
          type: event.metric,
          startAt: '2026-05-24T02:00:00+02:00',
          endAt: null,
          actor: STREAM,
          device: null,
          requestId: 'r',
          reason: null,
          clientTime: time,
          recordedAt: time,
        },
      });
    }
    previous = commithash;
  }
  return lines;
}

async function walked(lines: readonly AuditEvent[]): Promise<ChainReport> {
  const walk = new ChainWalk();
  for (const line of lines) await walk.take(line);
  walk.end();
  return walk.report;
}

const LOG = logOf([1, 2, 1]);

describe('the chain, walked in the page', () => {
  it('holds from the first commit to the head', async () => {
    expect(await walked(LOG)).toEqual({ events: 4, commits: 3, headHash: LOG[3]?.commithash, fault: null });
  });

  it('holds for a log without events', async () => {
    expect(await walked([])).toEqual({ events: 0, commits: 0, headHash: null, fault: null });
  });

  it('holds where an erasure took content and salt, whose hash is left', async () => {
    const erased = LOG.map(({ salt, ...line }, i) =>
      i === 0 ? { ...line, data: { ...line.data, value: null, actor: null } } : { ...line, salt: salt ?? '' },
    );
    expect((await walked(erased)).fault).toBeNull();
  });

  const changed: readonly (readonly [string, number, (line: AuditEvent) => AuditEvent])[] = [
    ['a value', 2, (line) => ({ ...line, data: { ...line.data, value: 9999 } })],
    ['the sign of a zero', 4, (line) => ({ ...line, data: { ...line.data, value: -0 } })],
    [
      'a time of measuring',
      1,
      (line) => ({ ...line, data: { ...line.data, startAt: '2026-05-24T03:00:00+02:00' } }),
    ],
    [
      'the spelling of an instant',
      1,
      (line) => ({ ...line, data: { ...line.data, startAt: '2026-05-24T00:00:00Z' } }),
    ],
    ['who wrote it', 1, (line) => ({ ...line, data: { ...line.data, actor: 'somebody' } })],
    ['when it was recorded', 4, (line) => ({ ...line, time: '2026-05-25T00:00:00.000Z' })],
    ['the hash before', 4, (line) => ({ ...line, previoushash: 'ab'.repeat(32) })],
    ['the type', 1, (line) => ({ ...line, type: 'daybook.Invented' as AuditEvent['type'] })],
  ];

  it.each(changed)('breaks when %s is changed', async (_, version, change) => {
    const log = LOG.map((line) => (line.streamversion === version ? change(line) : line));
    const { fault } = await walked(log);
    expect(fault?.version).toBeLessThanOrEqual(version);
  });

  it('breaks when a line is missing, in the middle or at the end of a commit', async () => {
    expect((await walked(LOG.toSpliced(1, 1))).fault).toEqual({ version: 3, words: 'version 2 is missing' });
    expect((await walked(LOG.slice(0, 2))).fault).toEqual({
      version: 2,
      words: 'the log ends within this commit',
    });
  });

  it('breaks when two commits change places', async () => {
    const [first, ...rest] = LOG as [AuditEvent, ...AuditEvent[]];
    expect((await walked([...rest, first])).fault).toMatchObject({ version: 2 });
  });
});
