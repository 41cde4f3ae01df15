import type { WireDay } from '@daybook/contract';
import { shownUnit } from '../format/shown-unit.js';
import { overrideText } from './override-text.js';

const STEPS = shownUnit({ code: 'steps', unit: 'count', decimals: 0 });

const DAY: WireDay = {
  ...{ id: '2026-05-24/steps', date: '2026-05-24', type: 'steps', value: 9000, unit: 'count' },
  ...{ winner: { source: 'manual' }, sources: ['healthkit', 'manual'] },
  ...{
    overridden: [{ source: 'healthkit', value: 8003 }],
    count: 1,
    min: 9000,
    max: 9000,
    avg: 9000,
    last: 9000,
  },
  ...{ revision: 3, updatedAt: '2026-05-24T18:00:00.000Z' },
};

describe('the words of an override', () => {
  it('name the source and the value that it hides', () => {
    expect(overrideText(DAY, STEPS, 'en-US')).toBe('Manual (overrode HealthKit 8,003)');
  });

  it('name all of them', () => {
    const both = [...DAY.overridden, { source: 'health_connect', value: 7500 }];
    expect(overrideText({ ...DAY, overridden: both }, STEPS, 'en-US')).toBe(
      'Manual (overrode HealthKit 8,003, Health Connect 7,500)',
    );
  });

  it('are absent when nobody was overridden, or by no hand', () => {
    expect(overrideText({ ...DAY, overridden: [] }, STEPS)).toBeNull();
    expect(overrideText({ ...DAY, winner: { source: 'garmin' } }, STEPS)).toBeNull();
  });
});
