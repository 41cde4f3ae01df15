import type { SleepStage } from '@daybook/domain';

export const STAGE_NAMES: Readonly<Record<SleepStage, string>> = {
  in_bed: 'In bed',
  awake: 'Awake',
  light: 'Light',
  deep: 'Deep',
  rem: 'REM',
  asleep: 'Asleep',
};
