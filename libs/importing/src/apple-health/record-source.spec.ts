import { RecordSources } from './record-source.js';

const device = (address: string, fields: string) => `<<HKDevice: ${address}>, ${fields}>`;
const IPHONE = 'name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone14,5, software:17.6.1';

describe('the source of a record', () => {
  it('is the same whatever address its device had in memory', () => {
    const sources = new RecordSources();
    const first = sources.of('iPhone', '17.6.1', device('0x281332a1b', IPHONE));
    expect(sources.of('iPhone', '17.6.1', device('0x28fffffff', IPHONE))).toBe(first);
    expect(sources.of('iPhone', '17.6.1', device('0x281332a1b', IPHONE.replace('14,5', '15,2')))).not.toBe(
      first,
    );
  });

  it('has one key for a name with a space and with a no-break space', () => {
    const bytes = (text: string) => Buffer.from(text).toString('latin1');
    const sources = new RecordSources();
    expect(sources.of(bytes('Apple\u00a0Watch'), '', '').key).toBe(sources.of('Apple Watch', '', '').key);
    expect(sources.of(bytes('Apple\u00a0Watch'), '', '').details).toEqual({ sourceName: 'Apple\u00a0Watch' });
  });

  it('keeps the maker and model of devices that are not Apple’s', () => {
    const cuff = device('0x1', 'name:BP7250, manufacturer:Omron, Inc., model:BP7250, software:2.1');
    expect(new RecordSources().of('OMRON connect', '8', cuff)).toMatchObject({
      sourceDevice: 'OMRON connect (BP7250)',
      details: {
        sourceName: 'OMRON connect',
        sourceVersion: '8',
        model: 'BP7250',
        manufacturer: 'Omron, Inc.',
        software: '2.1',
      },
    });
  });

  it('stays within what the server takes, whatever the file says', () => {
    const long = '\u{1f3c3}'.repeat(2_000);
    const bytes = Buffer.from(long).toString('latin1');
    const source = new RecordSources().of(
      bytes,
      bytes,
      device('0x1', `name:${bytes}, manufacturer:${bytes}, model:${bytes}`),
    );
    expect(source.sourceDevice?.length).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(JSON.stringify({ ...source.details, userEntered: true }))).toBeLessThan(2_048);
    expect(Buffer.from(source.sourceDevice ?? '').toString()).toBe(source.sourceDevice);
  });

  it('remembers many sources and never mixes them up', () => {
    const sources = new RecordSources();
    for (let round = 0; round < 2; round += 1) {
      for (let app = 0; app < 5_000; app += 1) {
        expect(sources.of(`App ${app}`, '1', '').sourceDevice).toBe(`App ${app}`);
      }
    }
  });

  it('says nothing of a device where the record says nothing', () => {
    expect(new RecordSources().of('', '', '')).toMatchObject({ sourceDevice: undefined, details: {} });
  });
});
