import type { AuditEvent } from '@daybook/contract';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { v7 as uuidv7 } from 'uuid';
import { Daybook, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import {
  adoptInstallation,
  auditLagSeconds,
  ExpiredPlace,
  InvalidPlace,
  ListAuditRevisions,
  newEpoch,
  ReadAuditEvents,
  type AuditEventsPage,
  type AuditEventsWanted,
} from '../index.js';

let database: TestDatabase;
let daybook: Daybook;
let subject: TestSubject;

beforeAll(async () => {
  database = await testDatabase();
  daybook = await Daybook.open(database);
});

beforeEach(async () => {
  subject = await daybook.newSubject();
});

afterAll(async () => {
  await daybook.close();
  await database.drop();
});

function read(wanted: Partial<AuditEventsWanted> = {}): Promise<AuditEventsPage> {
  return daybook.ask(new ReadAuditEvents({ limit: 100, ...wanted }));
}

/** Pages on, of everything, until so many events of these subjects are there: the horizon may wait for other specs. */
async function readUntil(userIds: readonly string[], count: number): Promise<AuditEvent[]> {
  const found: AuditEvent[] = [];
  for (let after: string | undefined; found.length < count;) {
    const page: AuditEventsPage = await read({ after, limit: 3 });
    found.push(
      ...page.items.filter(({ source }) => userIds.some((userId) => source === `/subjects/${userId}`)),
    );
    after = page.next;
    if (!page.hasMore) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return found;
}

describe('the events of one subject', () => {
  it('are CloudEvents with every stored field, and what their hashes are made of', async () => {
    const deviceId = uuidv7();
    const weight = { id: uuidv7(), type: 'body_mass', value: 154.5, unit: 'lb', source: 'withings' };
    await subject.send(
      [{ ...weight, startAt: '2026-05-24T08:00:00+02:00', details: { b: 1, a: [1.0] } }],
      deviceId,
    );
    const [event] = (await read({ userId: subject.userId })).items;
    const hex = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    expect(event).toMatchObject({
      specversion: '1.0',
      id: weight.id,
      source: `/subjects/${subject.userId}`,
      type: 'daybook.MeasurementRecorded',
      subject: weight.id,
      datacontenttype: 'application/json',
      streamversion: 1,
      schemaversion: 1,
      commitfirst: 1,
      commitlast: 1,
      commithash: hex,
      contenthash: hex,
      data: {
        event: 'MeasurementRecorded',
        mutationId: weight.id,
        type: 'body_mass',
        unit: 'kg',
        sentValue: 154.5,
        sentUnit: 'lb',
        startAt: '2026-05-24T08:00:00+02:00',
        details: '{"a":[1],"b":1}',
        actor: subject.userId,
        device: deviceId,
        requestId: 'spec',
        reason: null,
        recordedAt: event?.time,
      },
    });
    expect(event).not.toHaveProperty('previoushash');
    expect(Object.keys(event ?? {}).every((name) => /^[a-z0-9]+$/.test(name))).toBe(true);
  });

  it('come in the order of their versions, page by page, and their commits form a chain', async () => {
    for (let n = 1; n <= 3; n++) await subject.send([total(n), sample(60 + n)]);
    const found: AuditEvent[] = [];
    let after: string | undefined;
    while (found.length < 6) {
      const page: AuditEventsPage = await read({ userId: subject.userId, after, limit: 4 });
      found.push(...page.items);
      after = page.next;
    }
    expect(found.map(({ streamversion }) => streamversion)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(found.map(({ commitlast }) => commitlast)).toEqual([2, 2, 4, 4, 6, 6]);
    expect(found[2]?.previoushash).toBe(found[1]?.commithash);
    const rest = await read({ userId: subject.userId, after });
    expect(rest).toEqual({ items: [], next: after, hasMore: false });
  });

  it('are filtered by type and by when they were recorded', async () => {
    await subject.send([total(1)]);
    await subject.send([total(2)]);
    await subject.send([{ id: uuidv7(), sources: ['garmin'] }]);
    const { items } = await read({ userId: subject.userId, type: 'StatsOverwritten' });
    expect(items.map(({ streamversion }) => streamversion)).toEqual([2]);
    const [order] = (await read({ userId: subject.userId, type: 'SourceOrderSet' })).items;
    expect(order).not.toHaveProperty('subject');
    const recordedAt = Date.parse(order?.time ?? '');
    expect((await read({ userId: subject.userId, from: recordedAt + 1 })).items).toEqual([]);
    expect((await read({ userId: subject.userId, to: recordedAt + 1 })).items).toHaveLength(3);
  });
});

describe('the events of all subjects', () => {
  it('come once each, a subject in the order of its versions, while commits race', async () => {
    const subjects = [subject, await daybook.newSubject(), await daybook.newSubject()];
    const userIds = subjects.map(({ userId }) => userId);
    const writing = subjects.map(async (each) => {
      for (let n = 1; n <= 15; n++) await each.send([sample(50 + n), total(n)]);
    });
    const found = await readUntil(userIds, 90);
    await Promise.all(writing);
    for (const userId of userIds) {
      const own = found.filter(({ source }) => source.endsWith(userId));
      expect(own.map(({ streamversion }) => streamversion)).toEqual(
        Array.from({ length: 30 }, (_, n) => n + 1),
      );
    }
  });

  it('wait for an older transaction that is still open, then come behind what it left', async () => {
    const slow = await daybook.owner.connect();
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    const at = Date.now();
    await subject.send([total(1)]);
    expect(
      (await read({ from: at - 1_000 })).items.filter(({ source }) => source.endsWith(subject.userId)),
    ).toEqual([]);
    await slow.query('commit');
    slow.release();
    expect(await readUntil([subject.userId], 1)).toHaveLength(1);
  });

  it('say for how long their order has waited', async () => {
    const slow = await daybook.owner.connect();
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    await subject.send([total(1)]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await auditLagSeconds(daybook.pool)).toBeGreaterThan(0.05);
    await slow.query('commit');
    slow.release();
    // Other specs have transactions on the same server.
    while ((await auditLagSeconds(daybook.pool)) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it.each(['', 'v1', 'g1', 'g1.x', 'g99999999999999999999.1'])('refuse the place %p', async (after) => {
    await expect(read({ after })).rejects.toBeInstanceOf(InvalidPlace);
  });

  it('are not entered by the place of one subject, nor the other way round', async () => {
    await expect(read({ userId: subject.userId, after: 'g1.1' })).rejects.toBeInstanceOf(InvalidPlace);
  });
});

describe('a place of another incarnation of the log', () => {
  it('expires with a restore, in both orders, and beginning anew shows everything', async () => {
    await adoptInstallation(daybook.owner);
    await subject.send([total(1), total(2)]);
    const { userId } = subject;
    await readUntil([userId], 2);
    const ofAll = (await read({ limit: 1_000 })).next;
    const ofSubject = (await read({ userId })).next;
    await daybook.owner.query('update installation set system_identifier = system_identifier + 1');
    expect((await read({ after: ofAll })).items).toEqual([]);
    expect(await adoptInstallation(daybook.owner)).toBe('restored');
    await expect(read({ after: ofAll })).rejects.toBeInstanceOf(ExpiredPlace);
    await expect(read({ userId, after: ofSubject })).rejects.toBeInstanceOf(ExpiredPlace);
    const { items, next } = await read({ userId });
    expect(items).toHaveLength(2);
    expect((await read({ userId, after: next })).items).toEqual([]);
  });

  it('expires when its event is not in the log any more', async () => {
    await subject.send([total(1)]);
    const { userId } = subject;
    const { next } = await read({ userId });
    const epoch = next.replace('v1.', '');
    await expect(read({ userId, after: `v2.${epoch}` })).rejects.toBeInstanceOf(ExpiredPlace);
    await expect(read({ after: `g18446744073709551615.1.${epoch}` })).rejects.toBeInstanceOf(ExpiredPlace);
  });

  it('is one that names none', async () => {
    const { userId } = subject;
    await expect(read({ after: 'g1.1' })).rejects.toBeInstanceOf(ExpiredPlace);
    await expect(read({ userId, after: 'v1' })).rejects.toBeInstanceOf(ExpiredPlace);
  });

  it('is not the beginning, which is the same in all of them', async () => {
    const { next } = await read({ userId: subject.userId });
    await newEpoch(daybook.owner);
    await subject.send([total(1)]);
    expect((await read({ userId: subject.userId, after: next })).items).toHaveLength(1);
    expect((await read({ after: 'g0.0' })).items.length).toBeGreaterThan(0);
  });
});

describe('the revisions of a day', () => {
  it('are every event of every record that ever counted on it', async () => {
    const moved = (date: string) =>
      total(500, { externalId: 'stats:steps:b1', startAt: `${date}T10:00:00Z`, endAt: `${date}T10:10:00Z` });
    const extra = sample(60, { type: 'steps', value: 40 });
    const other = sample(61);
    await subject.send([moved('2026-05-24'), extra, other]);
    await subject.send([moved('2026-05-25'), retraction(extra.id)]);
    const wanted = { type: 'steps', date: '2026-05-24' };
    const revisions = await daybook.ask(new ListAuditRevisions(subject.userId, wanted));
    expect(revisions.map(({ event }) => event)).toEqual([
      'MeasurementRecorded',
      'MeasurementRecorded',
      'StatsOverwritten',
      'MeasurementRetracted',
    ]);
    expect(revisions.at(-1)).toMatchObject({ measurementId: extra.id, previousValue: 40 });
    const stranger = await daybook.newSubject();
    expect(await daybook.ask(new ListAuditRevisions(stranger.userId, wanted))).toEqual([]);
  });
});
