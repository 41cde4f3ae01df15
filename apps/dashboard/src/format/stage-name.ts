import type { SleepStage } from '@daybook/domain';

export const STAGE_NAMES: Readonly<Record<SleepStage, string>> = {
  in_bed: 'In bed',
  awake: 'Awake',
  light: 'Light',
  deep: 'Deep',
  rem: 'REM',
  asleep: 'Asleep',
};

/** Of a log, which may have been written by a newer version. */
export function stageName(stage: string): string {
  return (STAGE_NAMES as Readonly<Partial<Record<string, string>>>)[stage] ?? stage;
}
