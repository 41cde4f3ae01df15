/** Characters that make a terminal do something, and those that turn the direction of a text: all but tab and line end. */
const COMMANDS = /[^\P{Cc}\t\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LINES = /[\t\n]/g;

/**
 * A text whose parts others wrote (names of devices, fields of a file), as it can be shown: with its control
 * characters spelt out as `\u001b`, which is what JSON calls them too.
 */
export function printable(text: string): string {
  return text.replaceAll(COMMANDS, spelt);
}

/** The same for what has to stay on its line. */
export function printableLine(text: string): string {
  return printable(text).replaceAll(LINES, spelt);
}

function spelt(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
