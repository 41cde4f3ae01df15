import { open, readFile, rm } from 'node:fs/promises';
import { kill, pid } from 'node:process';

/** Paths that this process holds: after a crash the next process may get the same number (1 in a container). */
const held = new Set<string>();

/**
 * Takes the file for this process until `release`. A lock that a process left behind by dying is taken over.
 *
 * @throws Error if a living process holds it
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lockPath = `${path}.lock`;
  for (;;) {
    try {
      const file = await open(lockPath, 'wx');
      await file.writeFile(String(pid));
      await file.close();
      held.add(path);
      return async () => {
        held.delete(path);
        await rm(lockPath, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await refuseIfHeld(path, lockPath);
      await rm(lockPath, { force: true });
    }
  }
}

async function refuseIfHeld(path: string, lockPath: string): Promise<void> {
  const holder = Number(await readFile(lockPath, 'utf8').catch(() => ''));
  const living = holder === pid ? held.has(path) : holder > 0 && isAlive(holder);
  if (living)
    throw new Error(`process ${holder} has ${path} open; if that is another program, delete ${lockPath}`);
}

function isAlive(process: number): boolean {
  try {
    return kill(process, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
