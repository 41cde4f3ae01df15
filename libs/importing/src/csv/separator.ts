const SEPARATORS = [',', ';', '\t'] as const;
const NAMED = /^sep=(.)\r?\n/;

export interface Separation {
  readonly separator: string;
  /** Whether the first line is Excel's `sep=;`, which belongs to no table. */
  readonly isNamed: boolean;
}

/** What separates the fields: what the first line names, else what it has most of. */
export function separationOf(head: string): Separation {
  const named = NAMED.exec(head)?.[1];
  if (named !== undefined) return { separator: named, isNamed: true };
  const first = /\S.*/.exec(head)?.[0] ?? '';
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return { separator: SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',', isNamed: false };
}
