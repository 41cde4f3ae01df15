import fc from 'fast-check';
import { daySamples } from '../test/day-arbitrary.js';
import { daySample, type DayRecord } from '../test/day-record.js';
import type { DaySample } from './day-sample.js';
import { exactSum } from './exact-sum.js';
import { compareDevices } from './source.js';
import { timelineOf } from './timeline.js';

function sumOf(samples: readonly DaySample[]): number {
  return exactSum(timelineOf(samples).map(({ value }) => value));
}

function steps(...records: DayRecord[]): number {
  return sumOf(records.map(daySample));
}

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length });
}

const watch = 'Apple Watch';
const phone = 'iPhone';

describe('the timeline of one source', () => {
  it('counts a walk with watch and phone once, as the watch saw it', () => {
    expect(
      steps(
        { value: 1_000, from: '10:00', to: '10:10', device: phone },
        { value: 1_100, from: '10:00', to: '10:10', device: watch },
      ),
    ).toBe(1_100);
  });

  it('counts the part of an interval that no better device covers in proportion to time', () => {
    expect(
      steps(
        { value: 600, from: '10:00', to: '11:00', device: phone },
        { value: 100, from: '10:00', to: '10:15', device: watch },
      ),
    ).toBe(100 + 450);
  });

  it('counts both sides of an interval that a better device cuts in the middle', () => {
    expect(
      steps(
        { value: 60, from: '10:00', to: '11:00', device: phone },
        { value: 7, from: '10:20', to: '10:40', device: watch },
      ),
    ).toBe(7 + 40);
  });

  it('lets the sample of one device that starts first keep the overlap', () => {
    expect(
      steps(
        { value: 300, from: '10:15', to: '10:45', device: phone },
        { value: 300, from: '10:00', to: '10:30', device: phone },
      ),
    ).toBe(300 + 150);
  });

  it('lets the first id keep the overlap of one device when both start together', () => {
    const one: DayRecord = { id: 'a', value: 5, from: '10:00', to: '10:30', device: phone };
    const other: DayRecord = { id: 'b', value: 9, from: '10:00', to: '10:30', device: phone };
    expect(steps(one, other)).toBe(5);
    expect(steps(other, one)).toBe(5);
  });

  it('counts a day-long interval of a device instead of the slices it reports inside it', () => {
    const slices = Array.from({ length: 6 }, (_, index) => ({
      value: 20,
      from: `10:00:${index}0`,
      to: index === 5 ? '10:01:00' : `10:00:${index + 1}0`,
      device: 'Garmin app',
    }));
    const whole = { value: 8_640, from: '00:00', to: '2026-05-25T00:00:00Z', device: 'Garmin app' };
    expect(steps(whole, ...slices)).toBe(8_640);
  });

  it('takes ten-second slices of a watch out of a day-long interval of another device', () => {
    expect(
      steps(
        { value: 8_640, from: '00:00', to: '2026-05-25T00:00:00Z', device: 'Garmin app' },
        { value: 20, from: '10:00:00', to: '10:00:10', device: watch },
        { value: 30, from: '10:00:10', to: '10:00:20', device: watch },
      ),
    ).toBe(8_640 - 2 + 50);
  });

  it('spreads the interval of a day over the hours the day really had', () => {
    const hour = {
      value: 25,
      from: '2024-11-03T01:00:00-04:00',
      to: '2024-11-03T01:00:00-05:00',
      device: watch,
    };
    const day = {
      value: 2_500,
      from: '2024-11-03T00:00:00-04:00',
      to: '2024-11-04T00:00:00-05:00',
      device: phone,
    };
    expect(steps(hour, day)).toBe(25 + 2_400);
  });

  it('counts a moment in full beside the intervals, of every device', () => {
    expect(
      steps(
        { value: 500, from: '10:00', to: '11:00', device: watch },
        { value: 2_000, from: '10:30', device: phone },
        { value: 30, from: '10:30', device: watch },
      ),
    ).toBe(2_530);
  });

  it('leaves out what a better device hides whole, and tells the rest by start and id', () => {
    const shares = timelineOf(
      [
        { id: 'c', value: 3, from: '10:30', to: '11:00', device: phone },
        { id: 'b', value: 2, from: '10:00', to: '10:30', device: watch },
        { id: 'a', value: 9, from: '10:05', to: '10:10', device: phone },
      ].map(daySample),
    );
    expect(shares.map(({ sample }) => sample.id)).toEqual(['b', 'c']);
  });

  it('does not depend on the order of the samples', () => {
    const orders = daySamples.chain((samples) => fc.tuple(fc.constant(samples), shuffled(samples)));
    fc.assert(
      fc.property(orders, ([samples, other]) => {
        expect(timelineOf(other)).toEqual(timelineOf(samples));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never greater than the sum of all samples', () => {
    fc.assert(
      fc.property(daySamples, (samples) => {
        const naive = exactSum(samples.map(({ value }) => value));
        expect(sumOf(samples)).toBeLessThanOrEqual(naive * (1 + 1e-12));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never less than what its best device counted on its own', () => {
    fc.assert(
      fc.property(daySamples, (samples) => {
        const [best = null] = samples.map(({ device }) => device).sort(compareDevices);
        const alone = samples.filter(({ device }) => device === best);
        expect(sumOf(samples)).toBeGreaterThanOrEqual(sumOf(alone));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never less than the largest single device where all devices count the same pace', () => {
    fc.assert(
      fc.property(daySamples, fc.integer({ min: 1, max: 100 }), (samples, pace) => {
        const walked = samples.map((sample) => ({
          ...sample,
          value: (sample.endAt - sample.startAt) * pace,
        }));
        const byDevice = walked.map(({ device }) =>
          sumOf(walked.filter((sample) => sample.device === device)),
        );
        expect(sumOf(walked)).toBeGreaterThanOrEqual(Math.max(0, ...byDevice) * (1 - 1e-12));
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps every value to the last bit where nothing overlaps', () => {
    const apart = daySamples.map((samples) =>
      samples.map((sample, index) => ({
        ...sample,
        startAt: index * 100 + sample.startAt,
        endAt: index * 100 + sample.endAt,
      })),
    );
    fc.assert(
      fc.property(apart, (samples) => {
        expect(timelineOf(samples).map(({ value }) => value)).toEqual(samples.map(({ value }) => value));
      }),
      { numRuns: 1_000 },
    );
  });
});
