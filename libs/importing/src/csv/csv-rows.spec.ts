import fc from 'fast-check';
import { CsvRows, type CsvRow } from './csv-rows.js';

function rowsOf(text: string, cuts: readonly number[]): CsvRow[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const rows = new CsvRows(',');
  const found = places.slice(1).flatMap((place, i) => rows.write(text.slice(places[i], place)));
  return [...found, ...rows.end()];
}

describe('the rows of a table', () => {
  it('come out as they went in, quoted, however the text is cut', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ' ', 'é') }).map((text) => `x${text}x`);
    const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(table, fc.array(fc.nat()), fc.constantFrom('\n', '\r\n'), (rows, cuts, lineEnd) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((fields) => fields.map(quoted).join(',')).join(lineEnd);
        expect(rowsOf(text, cuts)).toEqual(rows.map((fields, i) => ({ kind: 'row', fields, line: i + 1 })));
      }),
    );
  });

  it('are the same with a broken quote between them', () => {
    const good = '1,2';
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.nat({ max: 5 }), (before, after) => {
        const lines = [...Array<string>(before).fill(good), '"3,4', ...Array<string>(after).fill(good)];
        const rows = rowsOf(lines.join('\n'), []);
        expect(rows).toHaveLength(before + after + 1);
        expect(rows.filter(({ kind }) => kind === 'bad')).toEqual([
          { kind: 'bad', reason: 'a quote is opened and not closed', line: before + 1 },
        ]);
      }),
    );
  });

  it('are not held back for ever by a quote that nobody closes', () => {
    const rows = new CsvRows(',');
    const found = rows.write(`"open\n${'1,2\n'.repeat(60)}`);
    expect(found.length).toBeGreaterThan(10);
    expect(found[0]).toMatchObject({ kind: 'bad', line: 1 });
  });
});
