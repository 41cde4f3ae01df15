import { counted, durationText, grouped } from './numbers.js';

describe('figures for people', () => {
  it('are grouped by thousands', () => {
    expect([0, 999, 1_000, 1_234_567].map((value) => grouped(value))).toEqual([
      '0',
      '999',
      '1\u202f000',
      '1\u202f234\u202f567',
    ]);
    expect([grouped(1_234.567, 1), grouped(-1_234.5, 2), grouped(-0.04, 1)]).toEqual([
      '1\u202f234.6',
      '-1\u202f234.50',
      '0.0',
    ]);
  });

  it('agree with their noun', () => {
    expect([counted(0, 'record'), counted(1, 'record'), counted(2, 'row differs', 'rows differ')]).toEqual([
      '0 records',
      '1 record',
      '2 rows differ',
    ]);
  });

  it('say how long something takes', () => {
    expect([0.34, 9.99, 59.4, 200, 7_500].map(durationText)).toEqual([
      '0.3 s',
      '10.0 s',
      '59 s',
      '3 min 20 s',
      '2 h 5 min',
    ]);
  });
});
