import { arch, cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { benchIngest, ratios } from './ingest.js';
import { startBenchServer } from './bench-server.js';
import { median } from './statistics.js';

const BENCHES = ['ingest'] as const;

/** `npm run bench -- ingest [--json]`: speed as a ratio against a baseline of the same run, never as a bare figure. */
async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.find((name) => !(BENCHES as readonly string[]).includes(name));
  if (unknown !== undefined) {
    process.stderr.write(`no bench is called ${unknown}: choose from ${BENCHES.join(', ')}\n`);
    return 2;
  }
  const say = (line: string): void => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${platform()} ${release()} ${arch()}, Node ${process.version}`,
  );
  const server = await startBenchServer(join(import.meta.dirname, 'cli.js'));
  try {
    const results = await benchIngest(server, say);
    if (json) {
      const ingest = results.map((result) => ({ ...result, ratio: median(ratios(result)) }));
      process.stdout.write(`${JSON.stringify({ ingest })}\n`);
    }
  } finally {
    await server.stop();
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
