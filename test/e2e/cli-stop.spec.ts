import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { inheritedVariables, Run, type Variables } from './support/daybook-program.js';
import { programUnderTest } from './support/program-under-test.js';

/** When a second signal is a second press of Ctrl-C. */
const ONE_PRESS_MS = 1_500;

const STOPPING = 'Stopping: what is in flight is finished first.';

/** What a server says of a request that it has begun and whose body it waits for. */
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

const program = programUnderTest({ DAYBOOK_LOG_LEVEL: 'silent' });

function expectNothingLeft(dataDir: string): void {
  expect(existsSync(`${dataDir}/postgres/data/postmaster.pid`)).toBe(false);
  expect(readdirSync(`${dataDir}/holds`)).toEqual([]);
}

/** A server with a request under way that has sent its head and not its body. */
async function busyServer(dataDir: string, variables: Variables = {}) {
  const run = program.start(['serve', '--json', '--port', '0', '--data-dir', dataDir], variables);
  const { url, token } = JSON.parse(await run.firstLine()) as Record<string, string>;
  const item = {
    id: uuidv7(),
    type: 'steps',
    value: 5,
    externalId: 'stats:steps:2026-05-24',
    source: 'manual',
  };
  const body = JSON.stringify({ items: [item] });
  const socket: Socket = connect(Number(new URL(url ?? '').port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => {
      resolve(answer.slice(CONTINUE.length));
    });
  });
  const head = [
    'POST /api/measurements/batch HTTP/1.1',
    'Host: daybook',
    `Authorization: Bearer ${token ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Expect: 100-continue',
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  while (answer !== CONTINUE) await once(socket, 'data');
  return { run, finish: () => socket.write(body), closed };
}

describe('Ctrl-C of a server', () => {
  it('ends npm start and takes its PostgreSQL with it, though npm passes the signal on a second time', async () => {
    const dataDir = `${program.folder}/npm`;
    const child = spawn('npm', ['start', '--', '--port', '0', '--json', '--data-dir', dataDir], {
      // A group of its own, as in a terminal: everybody in it gets the signal.
      detached: true,
      env: { ...inheritedVariables(), DAYBOOK_LOG_LEVEL: 'silent' },
    });
    const run = new Run(child);
    const ready = () => run.stdout.split('\n').some((line) => line.startsWith('{"url"'));
    while (!ready()) {
      expect(child.exitCode).toBeNull();
      await sleep(50);
    }
    process.kill(-(child.pid ?? 0), 'SIGINT');
    const ended = await run.ended;
    expect(ended.stderr).toContain(STOPPING);
    expectNothingLeft(dataDir);
  });

  it('lets a request in flight end, also when the signal comes twice within a moment', async () => {
    const dataDir = `${program.folder}/twice`;
    const { run, finish, closed } = await busyServer(dataDir);
    run.child.kill('SIGINT');
    await sleep(20);
    run.child.kill('SIGINT');
    await sleep(500);
    finish();
    expect(await closed).toContain('HTTP/1.1 200');
    expect((await run.ended).code).toBe(0);
    expectNothingLeft(dataDir);
  });

  it('is not waited out when it is pressed again, and still takes the PostgreSQL with it', async () => {
    const dataDir = `${program.folder}/again`;
    const { run, closed } = await busyServer(dataDir);
    run.child.kill('SIGINT');
    while (!run.stderr.includes(STOPPING)) await sleep(20);
    await sleep(ONE_PRESS_MS);
    run.child.kill('SIGINT');
    // Who waits until the end of the drain ends with 0.
    expect((await run.ended).code).toBe(1);
    expect(await closed).toBe('');
    expectNothingLeft(dataDir);
  });

  it('leaves no PostgreSQL behind when it interrupts a command whose PostgreSQL still starts', async () => {
    const dataDir = `${program.folder}/again`;
    let code: number | null;
    do {
      const run = program.start(['token', 'list', '--data-dir', dataDir]);
      while (readdirSync(`${dataDir}/holds`).length === 0 && run.child.exitCode === null) await sleep(5);
      run.child.kill('SIGINT');
      ({ code } = await run.ended);
      expectNothingLeft(dataDir);
      // Whoever was too late, because the machine had something else to do, tries once more.
    } while (code === 0);
    expect(code).toBe(1);
  });
});

describe('a terminal that closes', () => {
  it('ends a server in order, though nothing that it says is read any more', async () => {
    const dataDir = `${program.folder}/closed`;
    const { run, finish, closed } = await busyServer(dataDir, { DAYBOOK_LOG_LEVEL: 'info' });
    run.child.stdout?.destroy();
    run.child.stderr?.destroy();
    run.child.kill('SIGHUP');
    await sleep(ONE_PRESS_MS + 100);
    // The shell and the system both send it, not always together.
    run.child.kill('SIGHUP');
    finish();
    expect(await closed).toContain('HTTP/1.1 200');
    expect((await run.ended).code).toBe(0);
    expectNothingLeft(dataDir);
  });
});
