import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import request from 'supertest';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { BatchResponse } from '@daybook/contract';
import { createApi, type Api, type ApiOptions } from '@daybook/api';
import { openStream } from '@daybook/event-log';
import { testDatabase } from '@daybook/testing';
import { expectDocumented } from './conformance.js';
import type { Read, Sent, Written } from './sent.js';

/** Somebody who can send requests. */
export interface TestCaller {
  readonly token: string;
  readonly tokenId: string;
  readonly userId: string;
  readonly deviceId: string;
}

export type LogLine = Readonly<Record<string, unknown>>;

/** A real server on a real database of its own. */
export interface ApiUnderTest {
  readonly url: string;
  readonly api: Api;
  /** As the database's owner, to arrange and to look at what no route shows. */
  readonly owner: pg.Pool;
  /** The canonical lines so far; a line is written when the connection is done with its request. */
  readonly lines: LogLine[];
  /** The lines of a request, once there is one, and after a moment in which another would come. */
  linesOf(requestId: string): Promise<readonly LogLine[]>;
  /** Waits until exactly so many long polls and streams are open; the test's time limit is its patience. */
  untilChannels(count: number): Promise<void>;
  newSubject(deviceKind?: string): Promise<TestCaller>;
  /** Another device of a subject that exists. */
  newDevice(userId: string, deviceKind?: string): Promise<TestCaller>;
  newAuditor(): Promise<string>;
  /** Without a token. */
  open<const Path extends string>(path: Path): Sent<Read<Path>>;
  get<const Path extends string>(path: Path, token: string): Sent<Read<Path>>;
  send<const Path extends string>(
    method: 'post' | 'patch' | 'put' | 'delete',
    path: Path,
    token: string,
    body?: object,
  ): Sent<Written<Path>>;
  batch(token: string, items: readonly unknown[]): Sent<BatchResponse>;
  close(): Promise<void>;
}

export async function apiUnderTest(options: Partial<ApiOptions> = {}): Promise<ApiUnderTest> {
  const database = await testDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const lines: LogLine[] = [];
  const logDestination = {
    write: (text: string) => {
      lines.push(JSON.parse(text) as LogLine);
    },
  };
  const api = await createApi({
    databaseUrl: database.apiUrl,
    pseudonymKey: randomBytes(32),
    port: 0,
    dashboardDirectory: 'no/such/directory',
    logDestination,
    ...options,
  });
  const url = await api.listen();
  const send = (
    method: 'get' | 'post' | 'patch' | 'put' | 'delete',
    path: string,
    token: string,
    body?: object,
  ) => {
    const test = documented(request(url)[method](path), method, path).set('authorization', `Bearer ${token}`);
    return (body === undefined ? test : test.send(body)) as unknown as Sent<never>;
  };
  const linesOf = (requestId: string) => lines.filter((line) => line['request_id'] === requestId);
  return {
    url,
    api,
    owner,
    lines,
    linesOf: async (requestId) => {
      while (linesOf(requestId).length === 0) await sleep(10);
      await sleep(50);
      return linesOf(requestId);
    },
    untilChannels: async (count) => {
      const wanted = new RegExp(`^daybook_live_channels ${count}$`, 'mu');
      while (!wanted.test(await (await fetch(`${url}/metrics`)).text())) await sleep(20);
    },
    newSubject: async (kind) => newDevice(owner, await openStream(owner), kind ?? null),
    newDevice: (userId, kind) => newDevice(owner, userId, kind ?? null),
    newAuditor: async () => (await newToken(owner, { role: 'auditor', userId: null, deviceId: null })).token,
    open: (path) => documented(request(url).get(path), 'get', path),
    get: (path, token) => send('get', path, token),
    send,
    batch: (token, items) => send('post', '/api/measurements/batch', token, { items }),
    close: async () => {
      await api.close();
      await owner.end();
      await database.drop();
    },
  };
}

/** Every answer of every test is held against the OpenAPI document. */
function documented(test: request.Test, method: string, path: string): request.Test {
  return test.expect((response) => {
    expectDocumented(method.toUpperCase(), path, response);
  });
}

/** A device with a token, made as the database's owner: for servers that this process did not start as well. */
export async function newDevice(owner: pg.Pool, userId: string, kind: string | null): Promise<TestCaller> {
  const deviceId = uuidv4();
  const columns = 'insert into devices (user_id, id, name, kind) values ($1, $2, $3, $4)';
  await owner.query(columns, [userId, deviceId, 'a phone', kind]);
  return { userId, deviceId, ...(await newToken(owner, { role: 'subject', userId, deviceId })) };
}

export async function newToken(
  owner: pg.Pool,
  { role, userId, deviceId }: { role: string; userId: string | null; deviceId: string | null },
): Promise<{ token: string; tokenId: string }> {
  const token = `dbk_${randomBytes(32).toString('base64url')}`;
  const tokenId = uuidv7();
  await owner.query(
    'insert into tokens (id, user_id, device_id, role, token_hash) values ($1, $2, $3, $4, $5)',
    [tokenId, userId, deviceId, role, createHash('sha256').update(token).digest()],
  );
  return { token, tokenId };
}
