import { at } from '../test/day-record.js';
import type { DaySample } from './day-sample.js';
import { sleepNightOf } from './sleep-night.js';
import type { SleepStage } from './stage.js';

let segments = 0;

function segment(
  stage: SleepStage | null,
  from: string,
  to: string,
  device: string | null = null,
): DaySample {
  const startAt = at(from);
  const endAt = at(to);
  return { id: `s${segments++}`, startAt, endAt, value: (endAt - startAt) / 60_000, device, stage };
}

const watch = 'Apple Watch';
const phone = 'iPhone';

describe('a night of sleep', () => {
  it('counts time asleep, without the time awake and in bed', () => {
    const night = sleepNightOf([
      segment('in_bed', '00:00', '08:00'),
      segment('light', '00:30', '02:00'),
      segment('awake', '02:00', '02:10'),
      segment('deep', '02:10', '03:10'),
      segment('rem', '03:10', '03:40'),
    ]);
    expect(night.asleep).toBe(180);
    expect(night.stages).toEqual({ in_bed: 480, awake: 10, light: 90, deep: 60, rem: 30 });
  });

  it('believes the watch where watch and phone overlap, and the phone where the watch was off', () => {
    const night = sleepNightOf([
      segment('asleep', '00:00', '08:00', phone),
      segment('deep', '01:00', '02:00', watch),
      segment('awake', '02:00', '02:30', watch),
    ]);
    expect(night.stages).toEqual({ awake: 30, deep: 60, asleep: 390 });
    expect(night.asleep).toBe(450);
  });

  it('lets time in bed neither hide the stages nor be hidden by them, and counts it once for two devices', () => {
    const night = sleepNightOf([
      segment('in_bed', '23:00', '2026-05-25T06:00:00Z', watch),
      segment('in_bed', '22:00', '2026-05-25T05:00:00Z', phone),
      segment('light', '23:30', '2026-05-25T05:30:00Z', phone),
    ]);
    expect(night.stages).toEqual({ in_bed: 480, light: 360 });
  });

  it('prefers a stated stage of the same device to unspecified sleep that began before it', () => {
    const night = sleepNightOf([
      segment('asleep', '00:00', '04:00', watch),
      segment('rem', '01:00', '02:00', watch),
      segment('awake', '03:00', '03:15', watch),
    ]);
    expect(night.stages).toEqual({ awake: 15, rem: 60, asleep: 165 });
    expect(night.asleep).toBe(225);
  });

  it('prefers unspecified sleep of a watch to a stage that a phone guessed', () => {
    const night = sleepNightOf([
      segment('deep', '00:00', '04:00', phone),
      segment('asleep', '00:00', '04:00', watch),
    ]);
    expect(night.stages).toEqual({ asleep: 240 });
  });

  it('takes a night that six apps report as one night', () => {
    const apps = ['AutoSleep', 'Pillow', 'Sleep Cycle', 'Clock', 'Beddit', 'HeartWatch'];
    const night = sleepNightOf(apps.map((app, index) => segment('asleep', `0${index}:00`, '08:00', app)));
    expect(night.asleep).toBe(480);
  });

  it('adds whole milliseconds, so that five segments of twenty seconds are as long as one of 100', () => {
    const seconds = [0, 20, 40, 60, 80, 100].map((second) =>
      new Date(at('01:00') + second * 1_000).toISOString(),
    );
    const pieces = seconds.slice(1).map((to, index) => segment('rem', seconds[index] as string, to));
    const night = sleepNightOf(pieces);
    expect(night.asleep).toBe(100 / 60);
    expect(night.stages).toEqual({ rem: 100 / 60 });
  });

  it('counts a corrected value instead of the length of the segment', () => {
    const night = sleepNightOf([{ ...segment('asleep', '13:00', '14:00'), value: 45 }]);
    expect(night.asleep).toBe(45);
    expect(night.stages).toEqual({ asleep: 45 });
  });

  it('counts a value without an end in full', () => {
    const night = sleepNightOf([{ ...segment('light', '13:00', '13:00'), value: 33.3 }]);
    expect(night.asleep).toBe(33.3);
  });

  it('counts a segment without a stage as sleep of no stated stage', () => {
    expect(sleepNightOf([segment(null, '13:00', '14:00')]).stages).toEqual({ asleep: 60 });
  });

  it('names the segments asleep in the order of their start', () => {
    const late = segment('deep', '03:00', '04:00');
    const early = segment('light', '01:00', '02:00');
    const night = sleepNightOf([late, segment('awake', '02:00', '03:00'), early]);
    expect(night.segments).toEqual([early, late]);
  });
});
