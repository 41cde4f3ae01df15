import fc from 'fast-check';
import { appleExport, record } from '../../test/apple-export.js';
import { PassedOverTally } from '../passed-over-tally.js';
import type { AppleRecord } from './apple-record.js';
import { ExportParser } from './export-parser.js';

function parse(...pieces: readonly string[]) {
  const records: AppleRecord[] = [];
  const tally = new PassedOverTally();
  const parser = new ExportParser((found) => records.push(found), tally);
  for (const piece of pieces) parser.write(piece);
  parser.end();
  return { records, broken: parser.broken, passedOver: tally.events() };
}

function brokenDocumentType(subset: string): string {
  return appleExport(record()).replace('<HealthData', `<!DOCTYPE HealthData [\n${subset}\n]>\n<HealthData`);
}

describe('the parser of export.xml', () => {
  it('finds the same records however the file is cut into pieces', () => {
    const text = appleExport(
      record(
        { sourceName: 'A &amp; B', device: '&lt;x&gt;' },
        { HKTimeZone: 'Europe/Berlin', HKWasUserEntered: '1' },
      ),
      `<Correlation type="Food">${record()}</Correlation>`,
      record({ value: '2' }),
    );
    const whole = parse(text);
    expect(whole.records).toHaveLength(2);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length })), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((place, i) => text.slice(places[i], place));
        expect(parse(...pieces)).toEqual(whole);
      }),
    );
  });

  it.each([
    [
      'a declaration without its end',
      '<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n<!ELEMENT X EMPTY>',
    ],
    ['attribute lines on their own', '>\n  brand CDATA #IMPLIED\n>'],
    ['an element named twice', '<!ELEMENT Record (MetadataEntry*)>\n<!ELEMENT Record (MetadataEntry*)>'],
  ])('survives a document type with %s', (_what, subset) => {
    expect(parse(brokenDocumentType(subset))).toMatchObject({ records: [{ value: '100' }], broken: null });
  });

  it('survives a reference to a control character', () => {
    const { records, broken } = parse(appleExport(record({ sourceName: 'A&#11;B' }), record()));
    expect(records).toHaveLength(2);
    expect(broken).toBeNull();
  });

  it.each([
    ['an attribute twice', '<Record type="a" type="b"/>', 4],
    ['an attribute name with a space', '<Record source Name="a"/>', 4],
    ['an entity of its own', '<Record type="&lol;"/>', 4],
    ['an element that is closed by another', '<Workout></Record>', 4],
  ])('stops at %s and keeps what came before', (_what, element, line) => {
    const { records, broken } = parse(appleExport(record(), element, record()));
    expect(records).toHaveLength(1);
    expect(broken?.line).toBe(line);
    expect(broken?.message).toMatch(/^this is not XML: .*[^.]$/u);
  });

  it('reports what follows the end of the export', () => {
    const { records, broken } = parse(appleExport(record()), appleExport(record()));
    expect(records).toHaveLength(1);
    expect(broken).not.toBeNull();
  });

  it('counts elements that it does not know by their name', () => {
    const { passedOver } = parse(appleExport('<Horoscope/>', '<Horoscope/>', '<Audiogram/>'));
    expect(passedOver.map(({ what, count, line }) => [what, count, line])).toEqual([
      ['Horoscope', 2, 3],
      ['Audiogram', 1, 5],
    ]);
  });

  it('takes metadata of its record only', () => {
    const workout = '<Workout><MetadataEntry key="HKTimeZone" value="Asia/Tokyo"/></Workout>';
    expect(parse(appleExport(workout, record())).records).toMatchObject([
      { timeZone: '', userEntered: false },
    ]);
  });
});
