import type { ImportedItem, PassedOver } from '@daybook/importing';
import { ImportTally } from './import-tally.js';

const passedOver = (what: string, reason: string, count: number): PassedOver => ({
  kind: 'passed-over',
  what,
  reason,
  count,
  line: 1,
});

function sample(line: number, startAt: string): ImportedItem {
  const id = '0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a';
  return { kind: 'item', line, item: { id, type: 'heart_rate', value: 60, startAt, source: 'healthkit' } };
}

describe('the tally of an import', () => {
  it('adds up what was passed over by kind and reason, most frequent first', () => {
    const tally = new ImportTally();
    tally.passedOver(passedOver('Workout', 'is in the records', 2));
    tally.passedOver(passedOver('row', 'it names no type', 1));
    tally.passedOver(passedOver('row', 'it names no type', 4));
    expect(tally.passedOverKinds.map(({ what, count }) => [what, count])).toEqual([
      ['row', 5],
      ['Workout', 2],
    ]);
    expect([tally.read, tally.passedOverCount]).toEqual([7, 7]);
  });

  it('names at most so many kinds as fit the memory, and counts the others all the same', () => {
    const tally = new ImportTally();
    for (let at = 0; at < 10_000; at += 1) tally.passedOver(passedOver(`kind ${at}`, 'who knows', 1));
    expect(tally.passedOverCount).toBe(10_000);
    expect(tally.passedOverKinds.length).toBeLessThan(2_100);
  });

  it('keeps the first examples of each code of rejection with their lines', () => {
    const tally = new ImportTally();
    for (let line = 1; line <= 9; line += 1) {
      const item = sample(line, '2026-05-24T08:00:00Z');
      const verdict = {
        index: 0,
        id: item.item.id,
        status: 'rejected',
        retryable: false,
        pointer: '/value',
      } as const;
      tally.decided(item, { ...verdict, code: 'value_out_of_range', detail: 'too much' });
    }
    expect(tally.rejectedCodes).toMatchObject([
      { code: 'value_out_of_range', count: 9, examples: [{ line: 1 }, { line: 2 }, { line: 3 }] },
    ]);
  });

  it('says of a record of the future when it is dated, and nothing of ids', () => {
    const item = sample(7, '2031-05-24T08:00:00+02:00');
    const verdict = {
      index: 0,
      id: item.item.id,
      status: 'rejected',
      retryable: false,
      pointer: '/id',
    } as const;
    const tally = new ImportTally();
    tally.decided(item, { ...verdict, code: 'future_timestamp', detail: "the mutation id's timestamp …" });
    expect(tally.rejectedCodes[0]?.examples).toMatchObject([
      { line: 7, detail: 'dated 2031-05-24T08:00:00+02:00, in the future' },
    ]);
  });

  it('tells what cannot be read from what is of no concern', () => {
    const tally = new ImportTally();
    tally.passedOver(passedOver('Workout', 'is in the records', 2));
    tally.passedOver({ ...passedOver('row', 'seventy is no number', 1), unreadable: true });
    expect(tally.unreadable).toBe(1);
    expect(tally.passedOverKinds.map(({ what, unreadable }) => [what, unreadable])).toEqual([
      ['Workout', undefined],
      ['row', true],
    ]);
  });

  it('counts duplicates that say something else now', () => {
    const tally = new ImportTally();
    const duplicate = { index: 0, id: '', status: 'duplicate' } as const;
    tally.decided(sample(1, '2026-05-24T08:00:00Z'), duplicate);
    tally.decided(sample(2, '2026-05-24T09:00:00Z'), { ...duplicate, differs: true });
    expect([tally.counts.duplicate, tally.differing]).toEqual([2, 1]);
  });

  it('counts the local days that records changed, and none for what was there already', () => {
    const tally = new ImportTally();
    const accepted = { index: 0, id: '', status: 'created' } as const;
    tally.decided(sample(1, '2026-05-24T23:30:00+02:00'), accepted);
    tally.decided(sample(2, '2026-05-25T00:30:00+02:00'), { ...accepted, status: 'updated' });
    tally.decided(sample(3, '2026-05-26T08:00:00+02:00'), { ...accepted, status: 'duplicate' });
    tally.decided(sample(4, '2026-05-27T08:00:00+02:00'), { ...accepted, status: 'unchanged' });
    expect(tally.daysTouched).toEqual({ count: 2, first: '2026-05-24', last: '2026-05-25' });
  });
});
