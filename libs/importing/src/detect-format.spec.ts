import { fixture } from '../test/read-all.js';
import { removeTemporaryFiles, temporaryFile } from '../test/temporary-file.js';
import { detectFormat } from './detect-format.js';

afterAll(removeTemporaryFiles);

describe('telling what a file is', () => {
  it.each([
    [['apple-health', 'synthetic', 'export.zip'], 'apple-health'],
    [['apple-health', 'synthetic', 'ios16-bad-dtd.xml'], 'apple-health'],
    [['apple-health', 'dogsheep', 'export.xml'], 'apple-health'],
    [['health-auto-export', 'nights.json'], 'health-auto-export'],
    [['csv', 'measurements.csv'], 'csv'],
  ])('knows %j', async (names, format) => {
    expect(await detectFormat(fixture(...names))).toBe(format);
  });

  it('does not go by the name', async () => {
    expect(await detectFormat(temporaryFile('export.xml', '\ufeff{"data": {}}'))).toBe('health-auto-export');
    expect(await detectFormat(temporaryFile('export.json', 'date,type,value\n'))).toBe('csv');
  });

  it('says of other files that they are nothing', async () => {
    expect(await detectFormat(temporaryFile('a.xml', '<ClinicalDocument/>'))).toBeNull();
    expect(await detectFormat(temporaryFile('a.csv', Buffer.from('date;type', 'utf16le')))).toBeNull();
  });
});
