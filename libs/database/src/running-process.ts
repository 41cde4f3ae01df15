import { readFileSync } from 'node:fs';

/** Fields of /proc/<pid>/stat, counted from behind the program's name: the state, and the start in clock ticks. */
const STATE_FIELD = 0;
const START_TIME_FIELD = 19;
const ENDED = 'Z';

/**
 * Whether a process of this id runs, also when it belongs to somebody else. One that has ended and that its parent
 * has not asked about yet (a zombie) does not.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return statOf(pid)?.[STATE_FIELD] !== ENDED;
}

/**
 * A text that two processes of the same id do not share, because ids are used again after a restart. Empty where
 * the system does not tell (anything but Linux) or the process is gone.
 */
export function birthOf(pid: number): string {
  return statOf(pid)?.[START_TIME_FIELD] ?? '';
}

/** The fields of /proc/<pid>/stat behind the program's name, where the system has them. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
