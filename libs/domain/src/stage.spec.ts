import { ASLEEP_STAGES, SLEEP_STAGES, isSleepStage } from './stage.js';

describe('a sleep stage', () => {
  it('is one of six, of which four are sleep', () => {
    expect(SLEEP_STAGES).toEqual(['in_bed', 'awake', 'light', 'deep', 'rem', 'asleep']);
    expect(SLEEP_STAGES.filter((stage) => !(ASLEEP_STAGES as readonly string[]).includes(stage))).toEqual([
      'in_bed',
      'awake',
    ]);
  });

  it('is known by its exact name only', () => {
    expect(SLEEP_STAGES.every(isSleepStage)).toBe(true);
    for (const value of ['core', 'REM', '', 'toString', 3, null, ['deep']])
      expect(isSleepStage(value)).toBe(false);
  });
});
