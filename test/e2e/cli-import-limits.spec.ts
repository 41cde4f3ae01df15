import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programUnderTest } from './support/program-under-test.js';

const SYNTHETIC = resolve('test/fixtures/apple-health/synthetic/ios16-bad-dtd.xml');

/** What an import may take, whatever the size of the file. */
const MEMORY_LIMIT_MB = 200;
const LARGE_FILE_BYTES = 60_000_000;

const program = programUnderTest();

interface Report {
  readonly ending: string;
  readonly sent: number;
  readonly created: number;
  readonly bytesRead: number;
  readonly peakMegabytes: number;
}

/** An export of the records of the sample, over and over, each time of another year. */
function largeExport(): string {
  const path = `${program.folder}/large.xml`;
  const text = readFileSync(SYNTHETIC, 'utf8');
  const first = text.indexOf('<Record ');
  const records = text.slice(first, text.lastIndexOf('</HealthData>'));
  const file = openSync(path, 'w');
  writeSync(file, text.slice(0, first));
  for (let written = 0, round = 0; written < LARGE_FILE_BYTES; round += 1) {
    const year = String(1970 + (round % 50));
    const minute = String(Math.floor(round / 50) % 60).padStart(2, '0');
    written += writeSync(file, records.replaceAll(/2024-(\d\d-\d\d \d\d):\d\d/g, `${year}-$1:${minute}`));
  }
  writeSync(file, '</HealthData>\n');
  closeSync(file);
  return path;
}

/** A network end that takes every batch, slowly. */
async function slowServer(ms: number): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response: ServerResponse) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      void sleep(ms).then(() => {
        const { items } = JSON.parse(body === '' ? '{"items":[]}' : body) as { items: { id: string }[] };
        const verdicts = items.map(({ id }, index) => ({ index, id, status: 'created' }));
        response.end(JSON.stringify({ items: verdicts }));
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('an import of a large file', () => {
  it('takes no more memory than one of a small file', async () => {
    const { url, server } = await slowServer(0);
    const args = [
      'import',
      'apple-health',
      largeExport(),
      '--time-zone',
      'UTC',
      '--token',
      'dbk_x',
      '--url',
      url,
    ];
    const report = await program.value<Report>(...args);
    server.close();
    expect(report).toMatchObject({ ending: 'complete', created: report.sent });
    expect(report.bytesRead).toBeGreaterThan(LARGE_FILE_BYTES);
    expect(report.peakMegabytes).toBeLessThan(MEMORY_LIMIT_MB);
  });
});

describe('Ctrl-C', () => {
  it('stops an import after what is in flight, reports, and says how to go on', async () => {
    const { url, server } = await slowServer(300);
    const path = largeExport();
    const run = program.start([
      'import',
      'apple-health',
      path,
      '--token',
      'dbk_x',
      '--url',
      url,
      '--time-zone',
      'UTC',
    ]);
    for (let batches = 0; batches < 3; batches++) await once(server, 'request');
    run.child.kill('SIGINT');
    const { code, stdout, stderr } = await run.ended;
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain('Stopping after what is in flight');
    expect(stdout).toContain('Run the same command again to go on');
    const figure = (label: string) =>
      Number(new RegExp(`${label} +([\\d\\u202f]+)`).exec(stdout)?.[1]?.replaceAll('\u202f', ''));
    expect(figure('sent')).toBeGreaterThan(0);
    expect(figure('created')).toBe(figure('sent'));
  });
});
