import fc from 'fast-check';
import { DEFAULT_SOURCE_ORDER, KNOWN_SOURCES, compareDevices, deviceRank, isSource } from './source.js';

const WATCH = 0;
const RING_OR_BAND = 1;
const PHONE = 2;
const OTHER = 3;

describe('a source', () => {
  it.each(['manual', 'healthkit', 'health_connect', 'x', 'a1_b2', 'a'.repeat(32)])(
    'may be called %s',
    (name) => {
      expect(isSource(name)).toBe(true);
    },
  );

  it.each(['', 'HealthKit', '1up', '_x', 'apple-health', 'a b', 'a'.repeat(33), 'garmin\n', 'ölring'])(
    'may not be called %j',
    (name) => {
      expect(isSource(name)).toBe(false);
    },
  );

  it.each([[null], [7], [['manual']]])('is text, which %p is not', (value) => {
    expect(isSource(value)).toBe(false);
  });

  it('of the known ones stands once in the default order, but for manual, which always comes first', () => {
    expect(KNOWN_SOURCES.every(isSource)).toBe(true);
    expect([...DEFAULT_SOURCE_ORDER].sort()).toEqual(
      KNOWN_SOURCES.filter((name) => name !== 'manual').sort(),
    );
  });
});

describe('the rank of a device', () => {
  it.each([
    ['Watch6,7', WATCH],
    ['iPhone14,5', PHONE],
    ['iPad13,1', OTHER],
    ['iPod9,1', PHONE],
    ['name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,7, software:10.6.1', WATCH],
    ['name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone14,5, software:17.6.1', PHONE],
    ['SM-R960', WATCH],
    ['SM-L310', WATCH],
    ['SM-R375', RING_OR_BAND],
    ['SM-Q509', RING_OR_BAND],
    ['SM-S918B', PHONE],
  ])('comes from the hardware model of %j', (device, rank) => {
    expect(deviceRank(device)).toBe(rank);
  });

  it('believes the hardware rather than the name', () => {
    expect(deviceRank('Sam’s Apple Watch (hardware:iPhone14,5)')).toBe(PHONE);
    expect(deviceRank('My iPhone, hardware:Watch7,1')).toBe(WATCH);
  });

  it.each([
    ['Apple Watch', WATCH],
    ['Apple\u00a0Watch', WATCH],
    ['APPLE WATCH', WATCH],
    ['Ａｐｐｌｅ Ｗａｔｃｈ', WATCH],
    ['Sam’s Apple\u00a0Watch', WATCH],
    ['Apple Watch von Band', WATCH],
    ['Galaxy Watch6 Classic', WATCH],
    ['Google Pixel Watch 2', WATCH],
    ['Garmin fēnix 7X', WATCH],
    ['fenix6', WATCH],
    ['forerunner_245', WATCH],
    ['Forerunner245Music', WATCH],
    ['Venu 3', WATCH],
    ['Fitbit Versa 4', WATCH],
    ['Withings ScanWatch', WATCH],
    ['Oura', RING_OR_BAND],
    ['Oura Ring Gen3', RING_OR_BAND],
    ['Galaxy Ring', RING_OR_BAND],
    ['WHOOP 4.0', RING_OR_BAND],
    ['Xiaomi Smart Band 8', RING_OR_BAND],
    ['vívosmart 5', RING_OR_BAND],
    ['Fitbit Charge 6', RING_OR_BAND],
    ['iPhone', PHONE],
    ['Jonathan’s iPhone', PHONE],
    ['张三的iPhone', PHONE],
    ['Mr Band’s iPhone', PHONE],
    ['Pixel 8 Pro', PHONE],
    ['Galaxy S23', PHONE],
    ['Galaxy Tab S9', OTHER],
    ['Pixel Buds', OTHER],
    ['Sam’s iPad', OTHER],
    ['HeartWatch', OTHER],
    ['Spring', OTHER],
    ['Husband’s scale', OTHER],
    ['Connect', OTHER],
    ['', OTHER],
    [null, OTHER],
  ])('comes from the name %j', (device, rank) => {
    expect(deviceRank(device)).toBe(rank);
  });
});

describe('the order of devices', () => {
  it('puts the watch before the ring before the phone before the rest', () => {
    const devices = [null, 'iPhone', 'Connect', 'Oura Ring', 'Apple Watch'];
    expect(devices.sort(compareDevices)).toEqual(['Apple Watch', 'Oura Ring', 'iPhone', null, 'Connect']);
  });

  it('goes by folded name within a rank, then by the text as it is', () => {
    expect(compareDevices('Anna’s iPhone', 'BEN’S IPHONE')).toBeLessThan(0);
    expect(compareDevices('zoe’s iphone', 'ANNA’S IPHONE')).toBeGreaterThan(0);
    expect(compareDevices('Apple Watch', 'Apple\u00a0Watch')).toBeLessThan(0);
    expect(compareDevices('iPhone', 'iPhone')).toBe(0);
  });

  it('is total, so that the winner never depends on who came first', () => {
    const words = fc.constantFrom(
      'Apple Watch',
      'apple\u00a0watch',
      'iPhone',
      'IPHONE',
      'Oura',
      'Watch6,7',
      'x',
      'é',
      'É',
    );
    const device = fc.option(
      fc.oneof(
        words,
        fc.tuple(words, words).map(([a, b]) => `${a} ${b}`),
        fc.string({ unit: 'binary', maxLength: 5 }),
      ),
    );
    fc.assert(
      fc.property(device, device, device, (a, b, c) => {
        expect(Math.sign(compareDevices(a, b))).toBe(-Math.sign(compareDevices(b, a)) + 0);
        expect(compareDevices(a, b) === 0).toBe((a ?? '') === (b ?? ''));
        if (compareDevices(a, b) <= 0 && compareDevices(b, c) <= 0)
          expect(compareDevices(a, c)).toBeLessThanOrEqual(0);
        if (deviceRank(a) < deviceRank(b)) expect(compareDevices(a, b)).toBeLessThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
