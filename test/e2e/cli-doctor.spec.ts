import { existsSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildProgram, DaybookProgram, emptyFolder } from './support/daybook-program.js';

const MINUTES = 60_000;

let folder: ReturnType<typeof emptyFolder>;
let program: DaybookProgram;

beforeAll(() => {
  buildProgram();
  folder = emptyFolder();
  program = new DaybookProgram(folder.path, {});
}, MINUTES);

afterAll(() => {
  folder.remove();
});

/** Takes the next command's hold on the database away as soon as it has one, so that it cannot let go of it. */
async function loseHold(): Promise<void> {
  const holds = `${folder.path}/.daybook/holds`;
  for (;;) {
    const [hold] = existsSync(holds) ? readdirSync(holds) : [];
    if (hold !== undefined) {
      rmSync(`${holds}/${hold}`);
      return;
    }
    await sleep(5);
  }
}

describe('the doctor', () => {
  it(
    'has said what it found when the database cannot be closed',
    async () => {
      expect((await program.run(['migrate'])).code).toBe(0);
      const [ended] = await Promise.all([program.run(['doctor', '--json']), loseHold()]);
      expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true });
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain('ENOENT');
      // The server still runs; who lets go of it next stops it.
      expect((await program.run(['doctor', '--json'])).code).toBe(0);
      expect(existsSync(`${folder.path}/.daybook/postgres/data/postmaster.pid`)).toBe(false);
    },
    2 * MINUTES,
  );
});
