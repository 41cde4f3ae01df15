import fc from 'fast-check';
import { externalRecordId } from './record-id.js';
import { isUuid } from './uuid.js';

describe('the id of a record with an external id', () => {
  // Computed by another implementation. A change here is a change of every stored log and every client's copy.
  it.each([
    ['healthkit', 'steps', 'stats:steps:2026-05-24', '2026-05-24', '2a13c417-e746-8cf9-9fa4-153770edd60b'],
    [
      'manual',
      'sleep_duration',
      'stats:sleep_duration:2024-02-29',
      '2024-02-29',
      '24055d71-3019-8304-9288-19fcb7b7c11e',
    ],
    [
      'healthkit',
      'heart_rate',
      '6FD0A1F2-5C0D-4E3B-9A7E-0C6B1D2E3F40',
      null,
      'f323fa9c-7ad0-8c4a-a7d7-f733e58429e9',
    ],
    ['garmin', 'body_mass', 'Waage “Küche” \u00a0№ 3', null, '97aef629-7bd7-8800-ad91-a219ac5ece5a'],
    ['import', 'x_mood', 'a","b', null, 'f740e675-0214-89c7-a11b-abc73c1f370c'],
    ['healthkit', 'steps', '2026-05-24', null, 'b7c4ca4e-8098-83c3-9b3e-da93d81ba644'],
  ])('of %s, %s, %s is what it always was', (source, type, externalId, day, id) => {
    expect(externalRecordId({ source, type, externalId, day })).toBe(id);
  });

  it('is the same for a day total under any name of its metric', () => {
    const day = '2026-05-24';
    const total = { source: 'healthkit', type: 'steps', day };
    expect(externalRecordId({ ...total, externalId: `stats:HKQuantityTypeIdentifierStepCount:${day}` })).toBe(
      externalRecordId({ ...total, externalId: `stats:steps:${day}` }),
    );
  });

  it('tells a day total from a sample that is named like its day', () => {
    const sample = { source: 'healthkit', type: 'steps', externalId: '2026-05-24', day: null };
    expect(externalRecordId(sample)).not.toBe(externalRecordId({ ...sample, day: '2026-05-24' }));
  });

  it('tells lone surrogates apart, which UTF-8 would merge', () => {
    const sample = { source: 'import', type: 'steps', day: null };
    expect(externalRecordId({ ...sample, externalId: '\ud800' })).not.toBe(
      externalRecordId({ ...sample, externalId: '\ud801' }),
    );
  });

  it('is the same for equal parts and another as soon as one part differs', () => {
    const part = fc.string({ unit: fc.constantFrom('"', ',', '[', '\\', 'a', ':', '\u00a0'), maxLength: 4 });
    const identity = fc.record({ source: part, type: part, externalId: part, day: fc.constant(null) });
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        const same = a.source === b.source && a.type === b.type && a.externalId === b.externalId;
        expect(isUuid(externalRecordId(a))).toBe(true);
        expect(externalRecordId(a) === externalRecordId(b)).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });
});
