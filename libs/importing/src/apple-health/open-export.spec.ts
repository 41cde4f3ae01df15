import { appleExport, record } from '../../test/apple-export.js';
import { readAll } from '../../test/read-all.js';
import { storedZip } from '../../test/stored-zip.js';
import { removeTemporaryFiles, temporaryFile } from '../../test/temporary-file.js';
import { UnusableInput } from '../unusable-input.js';
import { readAppleHealth } from './read-apple-health.js';

const EXPORT = appleExport(record());
const CLINICAL = '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"></ClinicalDocument>';

function read(name: string, content: string | Buffer) {
  return readAll(readAppleHealth({ path: temporaryFile(name, content) }, { timeZone: 'Europe/Berlin' }));
}

async function refusalOf(reading: Promise<unknown>): Promise<UnusableInput> {
  const error: unknown = await reading.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnusableInput);
  return error as UnusableInput;
}

afterAll(removeTemporaryFiles);

describe('opening an export', () => {
  it.each(['export.xml', '导出.xml', 'Exportación.XML'])(
    'finds %s in an archive by its root element',
    async (name) => {
      const archive = storedZip({
        'apple_health_export/export_cda.xml': CLINICAL,
        'apple_health_export/workout-routes/route.gpx': '<gpx/>',
        [`apple_health_export/${name}`]: EXPORT,
      });
      const { items, end } = await read('export.zip', archive);
      expect(items).toHaveLength(1);
      expect(end).toEqual({ bytesRead: Buffer.byteLength(EXPORT), broken: null });
    },
  );

  it('reads XML with a byte order mark, and archives of any name', async () => {
    expect((await read('export.xml', `\ufeff${EXPORT}`)).end.broken).toBeNull();
    expect((await read('health', storedZip({ 'a.xml': EXPORT }))).items).toHaveLength(1);
  });

  it('reports an archive whose content changed under its checksum', async () => {
    const archive = storedZip({ 'export.xml': EXPORT });
    archive.write('9', archive.indexOf('value="100"') + 7);
    const { items, end } = await read('export.zip', archive);
    expect(items.map(({ item }) => item.value)).toEqual([900]);
    expect(end.broken?.message).toBe('the archive is damaged: its checksum does not match');
  });

  it('says what to do with an archive that was cut off', async () => {
    const archive = storedZip({ 'export.xml': EXPORT });
    const refusal = await refusalOf(read('export.zip', archive.subarray(0, archive.length - 30)));
    expect(refusal.code).toBe('damaged_archive');
    expect(refusal.message).toMatch(/copy it from the phone again/);
  });

  it.each([
    ['an archive of something else', storedZip({ 'export_cda.xml': CLINICAL })],
    ['another XML', CLINICAL],
    ['a text', 'date,type,value'],
  ])('says what to give instead of %s', async (_what, content) => {
    const refusal = await refusalOf(read('file', content));
    expect(refusal.code).toBe('wrong_format');
    expect(refusal.message).toMatch(/give the export\.zip .* or the export\.xml inside it\.$/);
  });

  it('says what is wrong with a file that is empty or not there', async () => {
    expect((await refusalOf(read('export.xml', ''))).code).toBe('empty');
    const missing = readAll(readAppleHealth({ path: 'nowhere/export.zip' }, { timeZone: 'Europe/Berlin' }));
    expect((await refusalOf(missing)).code).toBe('not_found');
  });
});
