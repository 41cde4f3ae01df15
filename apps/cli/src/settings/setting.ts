/** A text that a setting does not take. `remedy` goes on after "… is what was given: ". */
export class WrongValue extends Error {
  constructor(readonly remedy: string) {
    super(remedy);
  }
}

/**
 * One setting: where it is read from, what it is without being set, and what it means. `Value` is what the program
 * gets; `parse` throws {@link WrongValue} for a text that cannot be meant.
 */
export interface Setting<Value> {
  /** The environment variable, in the environment or in `.env`. */
  readonly env: string;
  /** The flag, as commander spells it; absent for what must not stand in a list of processes (secrets). */
  readonly flag?: string;
  readonly preset: Value;
  /** How the default is written down; `(none)` and the like. */
  readonly presetText: string;
  readonly meaning: string;
  readonly parse: (text: string) => Value;
}

export function whole(lowest: number, highest: number, example: number) {
  return (text: string): number => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= lowest && value <= highest) return value;
    throw new WrongValue(`give a whole number from ${lowest} to ${highest}, such as ${example}`);
  };
}

export function oneOf<Name extends string>(...names: readonly Name[]) {
  return (text: string): Name => {
    const name = names.find((known) => known === text);
    if (name !== undefined) return name;
    throw new WrongValue(`give one of ${names.join(', ')}`);
  };
}

export function yesOrNo(text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new WrongValue('give 1 or 0');
}

export function words(text: string): string {
  return text;
}

export function postgresUrl(text: string): string {
  // Not `URL.canParse`: the address of a socket (postgres://user@/db?host=/run/postgresql) is no valid URL.
  if (/^postgres(ql)?:\/\/\S+$/.test(text)) return text;
  throw new WrongValue('give an address like postgres://user:password@host:5432/database');
}

export function webUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new WrongValue('give an address like http://127.0.0.1:3000');
}
