import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

const run = promisify(execFile);
const READY_TIMEOUT_MS = 60_000;

/** The real server as a process of its own, on an embedded PostgreSQL in a fresh folder. */
export interface BenchServer {
  readonly origin: string;
  readonly dataDir: string;
  /** A token of a new subject. */
  createToken(): Promise<{ token: string; subject: string }>;
  stop(): Promise<void>;
}

export async function startBenchServer(program: string): Promise<BenchServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const args = ['serve', '--port', String(port), '--data-dir', dataDir];
  const server = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.kill('SIGTERM');
      process.exit(1);
    });
  }
  await ready(origin, server);
  return {
    origin,
    dataDir,
    createToken: async () => {
      const command = [program, 'token', 'create', '--role', 'subject', '--json', '--data-dir', dataDir];
      const { stdout } = await run(process.execPath, command);
      return JSON.parse(stdout) as { token: string; subject: string };
    },
    stop: async () => {
      const stopped = once(server, 'exit');
      server.kill('SIGTERM');
      await stopped;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(origin: string, server: { exitCode: number | null }): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && server.exitCode === null) {
    const answer = await fetch(`${origin}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error('the server did not become ready');
}
