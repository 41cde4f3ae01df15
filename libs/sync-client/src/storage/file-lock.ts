import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { kill, pid } from 'node:process';

/** Paths that this process holds: after a crash the next process may get the same number (1 in a container). */
const held = new Set<string>();

/**
 * Takes the file for this process until `release`. Each process claims it by an empty file of its own that is named
 * after it, and only then looks whether another did: of two that come at once at least one sees the other. A claim
 * that a process left behind by dying counts for nothing.
 *
 * @throws Error if a living process holds it
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  if (held.has(path)) throw inUse(path, pid);
  held.add(path);
  const claim = claimOf(path, pid);
  const release = async (): Promise<void> => {
    held.delete(path);
    await rm(claim, { force: true });
  };
  try {
    await writeFile(claim, '');
    for (const other of await claimants(path)) {
      if (await isAlive(other)) throw inUse(path, other);
      await rm(claimOf(path, other), { force: true });
    }
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

function claimOf(path: string, process: number): string {
  return `${path}.${process}.lock`;
}

/** The other processes that have a claim, living or not. */
async function claimants(path: string): Promise<number[]> {
  const names = await readdir(dirname(path));
  return names
    .map((name) => Number(/\.(\d+)\.lock$/.exec(name)?.[1]))
    .filter((other) => other !== pid && names.includes(basename(claimOf(path, other))));
}

function inUse(path: string, process: number): Error {
  const claim = claimOf(path, process);
  return new Error(`process ${process} has ${path} open; if that is another program, delete ${claim}`);
}

async function isAlive(process: number): Promise<boolean> {
  try {
    kill(process, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // Killed, and only not yet collected by its parent; elsewhere than on Linux that cannot be told.
  const status = await readFile(`/proc/${process}/stat`, 'utf8').catch(() => '');
  return !/\) Z /.test(status);
}
