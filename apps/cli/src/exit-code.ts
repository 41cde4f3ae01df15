/** What the process says to the shell: 0 done, 1 found a problem (or could not finish), 2 wrong usage or input. */
export const EXIT = { done: 0, problem: 1, usage: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
