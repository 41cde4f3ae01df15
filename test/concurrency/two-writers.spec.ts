import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { AuditEvent, BatchResponse } from '@daybook/contract';
import { createPool } from '@daybook/database';
import { openStream, verifyChain } from '@daybook/event-log';
import { verifyProjections } from '@daybook/projections';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { newDevice, newToken } from '../e2e/support/api-under-test.js';
import { buildProgram, DaybookProgram, emptyFolder, type Serving } from '../e2e/support/daybook-program.js';
import type { Item } from './random-batches.js';
import { tailAudit, tailFeed, type Tail } from './tail.js';
import { workload, type Sending } from './workload.js';

const SUBJECTS = 6;
const SIZE = { subjects: SUBJECTS, clients: 12, batchesPerClient: 24 };
const SEED = Number(process.env['DAYBOOK_SEED'] ?? Date.now() % 1_000_000);

interface Subject {
  readonly userId: string;
  readonly token: string;
  readonly feed: Tail<number>;
  /** Mutations by id, each with every verdict on it but `duplicate`, of whichever process. */
  readonly verdicts: Map<string, string[]>;
}

describe(`two writer processes on shared subjects (DAYBOOK_SEED=${SEED})`, () => {
  let database: TestDatabase;
  let owner: Pool;
  let folder: ReturnType<typeof emptyFolder>;
  let writers: readonly Serving[];
  let subjects: readonly Subject[];
  let audit: Tail<AuditEvent>;

  beforeAll(async () => {
    buildProgram();
    folder = emptyFolder();
    database = await testDatabase();
    owner = createPool(database.ownerUrl, { max: 4, applicationName: 'daybook spec' });
    // Without the owner's rights neither compacts, so that the feed keeps every row.
    const program = new DaybookProgram(folder.path, {
      DATABASE_URL: database.apiUrl,
      DAYBOOK_LOG_LEVEL: 'silent',
    });
    writers = await Promise.all([1, 2].map(() => program.serve(['--port', '0'])));
    const urls = writers.map(({ url }) => url);
    subjects = await Promise.all(Array.from({ length: SUBJECTS }, () => newSubject(urls)));
    const auditor = await newToken(owner, { role: 'auditor', userId: null, deviceId: null });
    audit = tailAudit(urls, auditor.token);
    await Promise.all(workload(SEED, SIZE).map(sendAll));
    await Promise.all([
      ...subjects.map(async ({ userId, feed }) => feed.endAfter((await headOf(userId)).seq)),
      audit.endAfter(await loggedEvents()),
    ]);
  });

  afterAll(async () => {
    await Promise.all(writers.map((writer) => writer.stop()));
    await owner.end();
    await database.drop();
    folder.remove();
  });

  async function newSubject(urls: readonly string[]): Promise<Subject> {
    const userId = await openStream(owner);
    const { token } = await newDevice(owner, userId, null);
    return { userId, token, feed: tailFeed(urls, token), verdicts: new Map() };
  }

  async function sendAll(sendings: readonly Sending[]): Promise<void> {
    for (const { subject: n, items, writers: to } of sendings) {
      const subject = subjects[n] as Subject;
      const answers = await Promise.all(to.map((writer) => send(writers[writer]?.url ?? '', subject, items)));
      for (const verdict of answers.flatMap((answer) => answer.items)) {
        const id = verdict.id ?? '';
        const known = subject.verdicts.get(id) ?? [];
        subject.verdicts.set(id, known);
        if (verdict.status !== 'duplicate') known.push(verdict.status);
      }
    }
  }

  async function send(
    url: string,
    { token }: Pick<Subject, 'token'>,
    items: readonly Item[],
  ): Promise<BatchResponse> {
    const answer = await fetch(`${url}/api/measurements/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
    });
    if (answer.status === 200) return (await answer.json()) as BatchResponse;
    const problem = await answer.text();
    if (answer.status !== 503) throw new Error(`${answer.status}: ${problem}`);
    // Two processes and their database on a machine that is busy: as every client, once more.
    await sleep(1_000 * Number(answer.headers.get('retry-after')));
    return send(url, { token }, items);
  }

  async function headOf(userId: string): Promise<{ readonly version: number; readonly seq: number }> {
    const { rows } = await owner.query<{ version: number; seq: number }>(
      'select version, seq from user_streams where user_id = $1',
      [userId],
    );
    return rows[0] ?? { version: 0, seq: 0 };
  }

  async function loggedEvents(): Promise<number> {
    return (await owner.query('select from events')).rowCount ?? 0;
  }

  function oneTo(last: number): number[] {
    return Array.from({ length: last }, (_, n) => n + 1);
  }

  it('keeps every acknowledged mutation in the log exactly once', async () => {
    for (const { userId, verdicts } of subjects) {
      const { rows } = await owner.query<{ mutation_id: string }>(
        'select mutation_id from events where user_id = $1',
        [userId],
      );
      const logged = rows.map((row) => row.mutation_id);
      const accepted = [...verdicts].filter(([, statuses]) => statuses.length > 0).map(([id]) => id);
      expect(logged.sort()).toEqual(accepted.sort());
    }
  });

  it('says of no mutation twice that it is news, whichever process was asked', () => {
    const twice = subjects.flatMap(({ verdicts }) =>
      [...verdicts].filter(([, statuses]) => statuses.length > 1),
    );
    expect(twice).toEqual([]);
  });

  it('numbers each stream and each feed without a gap', async () => {
    for (const { userId } of subjects) {
      const { version, seq } = await headOf(userId);
      const events = await owner.query('select from events where user_id = $1', [userId]);
      const changes = await owner.query('select from change_log where user_id = $1', [userId]);
      expect([events.rowCount, changes.rowCount]).toEqual([version, seq]);
    }
  });

  it('shows every change to a reader that polls all the while, once and in order', async () => {
    for (const { userId, feed } of subjects) expect(feed.seen).toEqual(oneTo((await headOf(userId)).seq));
  });

  it('shows every event to an auditor that polls all the while, once, and each subject in the order of versions', async () => {
    for (const { userId } of subjects) {
      const own = audit.seen.filter(({ source }) => source === `/subjects/${userId}`);
      const versions = own.map(({ streamversion }) => streamversion);
      expect(versions).toEqual(oneTo((await headOf(userId)).version));
    }
    expect(audit.seen).toHaveLength(await loggedEvents());
  });

  it('leaves projections that equal the fold of the log', async () => {
    for (const { userId } of subjects)
      expect((await verifyProjections(owner, userId)).differences).toEqual([]);
  });

  it('leaves every chain intact', async () => {
    for (const { userId } of subjects) expect((await verifyChain(owner, userId)).fault).toBeNull();
  });
});
