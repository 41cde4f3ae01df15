import { UsageError } from '../usage-error.js';
import { importOptions } from './import-options.js';

describe('the options of an import', () => {
  it('say whose time zone it is', () => {
    expect(importOptions({ timeZone: 'Europe/Berlin' })).toEqual({
      timeZone: 'Europe/Berlin',
      timeZoneFrom: 'option',
    });
    expect(importOptions({}).timeZoneFrom).toBe('machine');
  });

  it('take a list of metrics and the moment of the export', () => {
    const options = importOptions({ types: 'steps, heart_rate', exportedAt: '2026-05-24T08:00:00+02:00' });
    expect(options.types).toEqual(['steps', 'heart_rate']);
    expect(options.exportedAtMs).toBe(Date.UTC(2026, 4, 24, 6));
  });

  it.each([{ types: 'steps,,heart_rate' }, { exportedAt: '24.5.2026' }])('refuse %j', (args) => {
    expect(() => importOptions(args)).toThrow(UsageError);
  });
});
