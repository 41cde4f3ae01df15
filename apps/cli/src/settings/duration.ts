const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

const DURATION = /^(\d{1,6})\s*([smhdw])$/;

/** Milliseconds of `90d`, `12h`, `30m`, `45s`, `2w`; `undefined` for anything else and for nothing at all. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text.trim());
  if (!match) return undefined;
  const ms = Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
  return ms > 0 ? ms : undefined;
}
