import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { BatchResponse, RecordItem } from '@daybook/contract';
import { mutationIdFrom } from '@daybook/domain';

const run = promisify(execFile);

interface RunningServer {
  readonly url: string;
  readonly dataDir: string;
  readonly demoSubject: string;
}

/** The server that the run started, and who may speak to it. */
export const DAYBOOK = JSON.parse(process.env['DAYBOOK_BROWSER_TEST'] ?? '{}') as RunningServer;

/** Somebody with a token, and a link that signs one browser in. */
export interface Visitor {
  readonly token: string;
  readonly subject: string;
  readonly link: string;
}

/** A subject of its own for a test, or another sign-in of one that exists. */
export function newVisitor(subject?: string): Promise<Visitor> {
  return createToken(['--role', 'subject', ...(subject === undefined ? [] : ['--subject', subject])]);
}

export function newAuditor(): Promise<Visitor> {
  return createToken(['--role', 'auditor']);
}

async function createToken(options: readonly string[]): Promise<Visitor> {
  const { url, dataDir } = DAYBOOK;
  const command = ['dist/server/cli.js', 'token', 'create', ...options, '--link', '--json'];
  const { stdout } = await run(process.execPath, [...command, '--data-dir', dataDir, '--url', url]);
  return JSON.parse(stdout) as Visitor;
}

/** A mutation id of now, as a phone makes it. */
export function mutationId(ms = Date.now()): string {
  return mutationIdFrom(ms, randomBytes(10));
}

/** What a phone sends of a day: the total of a metric, under the one name that it has that day. */
export function dayTotal(
  type: string,
  date: string,
  value: number,
  more: Partial<RecordItem> = {},
): RecordItem {
  return { id: mutationId(), type, value, externalId: `stats:${type}:${date}`, source: 'healthkit', ...more };
}

/** Sends items as `curl` does, and returns when the server has answered. */
export async function post({ token }: Visitor, ...items: readonly RecordItem[]): Promise<BatchResponse> {
  const response = await fetch(`${DAYBOOK.url}/api/measurements/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  const body = (await response.json()) as BatchResponse;
  const refused = body.items.filter(({ status }) => status === 'rejected');
  if (refused.length > 0) throw new Error(`the server refused ${JSON.stringify(refused)}`);
  return body;
}
