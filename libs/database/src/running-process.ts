import { readFileSync } from 'node:fs';

/** The field of /proc/<pid>/stat with the start time in clock ticks, counted from behind the program's name. */
const START_TIME_FIELD = 19;

/** Whether a process of this id exists, also when it belongs to somebody else. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A text that two processes of the same id do not share, because ids are used again after a restart. Empty where
 * the system does not tell (anything but Linux) or the process is gone.
 */
export function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME_FIELD] ?? '';
  } catch {
    return '';
  }
}
