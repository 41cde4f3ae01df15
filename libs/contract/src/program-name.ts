/** What begins a command of Daybook in a shell: where the program is installed, and in the folder of a checkout. */
export const PROGRAM_NAME = { installed: 'daybook', checkout: 'npm run --silent daybook --' } as const;

/** A command for a sentence that does not know in which of the two its reader is. */
export function eitherCommand(words: string): string {
  return `${PROGRAM_NAME.installed} ${words} (in a checkout: ${PROGRAM_NAME.checkout} ${words})`;
}
