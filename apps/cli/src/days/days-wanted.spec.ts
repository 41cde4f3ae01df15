import { UsageError } from '../usage-error.js';
import { daysWanted } from './days-wanted.js';

const subject = '0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a';

describe('which days are asked for', () => {
  it('may be bounded, of one metric by any of its names, and of a moment of the past', () => {
    expect(daysWanted({ subject })).toEqual({ from: null, to: null, type: null, asOf: null });
    const args = { from: '2026-05-01', to: '2026-05-31', type: 'HKQuantityTypeIdentifierStepCount' };
    expect(daysWanted({ subject, ...args, asOf: '2026-06-01T00:00:00Z' })).toEqual({
      from: '2026-05-01',
      to: '2026-05-31',
      type: 'steps',
      asOf: Date.UTC(2026, 5, 1),
    });
  });

  it.each([
    { from: '2026-02-31' },
    { to: 'today' },
    { type: 'stepz' },
    { asOf: '2026-06-01' },
    { from: '2026-06-02', to: '2026-06-01' },
  ])('are refused when they cannot be meant: %j', (args) => {
    expect(() => daysWanted({ subject, ...args })).toThrow(UsageError);
  });
});
