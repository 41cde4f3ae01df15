import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram, DaybookProgram, type Variables } from './daybook-program.js';

/**
 * The program for the specs of this file: built before the first of them, in an empty folder that is removed after the
 * last. Whoever starts a server in it stops that in an inner `describe`, or the folder is gone first.
 */
export function programUnderTest(variables: Variables = {}): DaybookProgram {
  const folder = join(tmpdir(), `daybook-spec-${randomBytes(6).toString('hex')}`);
  beforeAll(() => {
    buildProgram();
    mkdirSync(folder, { mode: 0o700 });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return new DaybookProgram(folder, variables);
}
