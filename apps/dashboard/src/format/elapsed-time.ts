const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

let format: Intl.RelativeTimeFormat | undefined;

/** `3 minutes ago`, `yesterday`; below a minute `just now`, because nobody waits for the seconds. */
export function elapsedTime(thenMs: number, nowMs: number): string {
  const passed = Math.max(0, nowMs - thenMs);
  const step = STEPS.find(([, ms]) => passed >= ms);
  if (step === undefined) return 'just now';
  format ??= new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  return format.format(-Math.floor(passed / step[1]), step[0]);
}
