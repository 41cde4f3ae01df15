/**
 * What a sleep segment says of its time. `light` is Apple's core (AASM stages 1 and 2), `asleep` is sleep of no
 * stated stage; `in_bed` lies over the others and says nothing of sleep.
 */
export const SLEEP_STAGES = ['in_bed', 'awake', 'light', 'deep', 'rem', 'asleep'] as const;

export type SleepStage = (typeof SLEEP_STAGES)[number];

/** The stages whose minutes make up `sleep_duration`. */
export const ASLEEP_STAGES = ['light', 'deep', 'rem', 'asleep'] as const satisfies readonly SleepStage[];

export function isSleepStage(value: unknown): value is SleepStage {
  return (SLEEP_STAGES as readonly unknown[]).includes(value);
}
