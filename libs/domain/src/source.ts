const SOURCE_NAME = /^[a-z][a-z0-9_]{0,31}$/;

/** The sources that the project writes of itself; any other lower-case name is a source as well. */
export const KNOWN_SOURCES = [
  'manual',
  'healthkit',
  'health_connect',
  'strava',
  'garmin',
  'fitbit',
  'oura',
  'withings',
  'import',
] as const;

/**
 * The registry's source order where a metric has no reason for another: the phone's own store first, because it
 * already holds what the makers' clouds sent it, then the makers, and a file of unknown origin last.
 */
export const DEFAULT_SOURCE_ORDER = [
  'healthkit',
  'health_connect',
  'garmin',
  'fitbit',
  'oura',
  'withings',
  'strava',
  'import',
] as const satisfies readonly (typeof KNOWN_SOURCES)[number][];

/** Whether a value can name a source: a lower-case letter, then up to 31 lower-case letters, digits or `_`. */
export function isSource(text: unknown): text is string {
  return typeof text === 'string' && SOURCE_NAME.test(text);
}

const WATCH = 0;
const RING_OR_BAND = 1;
const PHONE = 2;
const OTHER = 3;

/**
 * Hardware models as makers print them: `hardware:Watch6,7` in HealthKit's device text, `SM-R960` from Samsung.
 * A model is believed before any name, since a name is whatever its owner typed.
 */
const MODELS: readonly (readonly [RegExp, number])[] = [
  [/\bwatch\d+,\d+\b/, WATCH],
  [/\b(?:iphone|ipod)\d+,\d+\b/, PHONE],
  [/\bipad\d+,\d+\b/, OTHER],
  [/\bsm-(?:r[89]|l\d)\d+/, WATCH],
  [/\bsm-(?:r3|q5)\d+/, RING_OR_BAND],
  [/\bsm-[aefgjmns]\d+/, PHONE],
];

/**
 * Words of names, first match wins. Whole words (a model number may follow), because `HeartWatch` is an app on a
 * phone and `Brandband` nobody's wrist; the two Apple products come first, because `Mr Band’s iPhone` is a phone.
 */
const NAMES: readonly (readonly [RegExp, number])[] = [
  [/\bapple ?watch\b/, WATCH],
  [/\biphone\b/, PHONE],
  [/\b(?:ipad|tablet|buds|galaxy (?:tab|book))\b/, OTHER],
  [/\b(?:galaxy|pixel|smart|scan|tic)?watch\d*\b/, WATCH],
  [/\b(?:forerunner|fenix|venu|vivoactive|instinct|epix|enduro|tactix|marq|quatix|lily)(?:\d\w*)?\b/, WATCH],
  [/\b(?:versa|sense|ionic|amazfit|suunto|coros|polar vantage|polar ignite|polar grit)(?:\d\w*)?\b/, WATCH],
  [/\b(?:ring|oura|ringconn|ultrahuman|band|wristband|bracelet|whoop)(?:\d\w*)?\b/, RING_OR_BAND],
  [
    /\b(?:vivosmart|vivofit|galaxy fit|fitbit (?:charge|inspire|luxe|alta|flex|ace))(?:\d\w*)?\b/,
    RING_OR_BAND,
  ],
  [/\b(?:i?phone|smartphone|android|ipod|pixel|galaxy|oneplus|xperia|redmi)(?:\d\w*)?\b/, PHONE],
];

/** Names remembered at once. A subject has a handful of devices; 200 characters each bound this to 1 MB. */
const DEVICES_MAX = 1_000;

interface Device {
  readonly folded: string;
  readonly rank: number;
}

// Merging one day's timeline compares the same few names some thousand times; folding one costs about 3 µs.
const devices = new Map<string, Device>();

/** NFKC makes a no-break space a space; apostrophes are kept, so that the owner's name still tells two apart. */
function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function rankOf(folded: string): number {
  // Marks go for matching only: Garmin writes fēnix and vívosmart.
  const plain = folded.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ');
  const match = [...MODELS, ...NAMES].find(([pattern]) => pattern.test(plain));
  return match === undefined ? OTHER : match[1];
}

function deviceOf(name: string): Device {
  const known = devices.get(name);
  if (known !== undefined) return known;
  const folded = foldName(name);
  const device = { folded, rank: rankOf(folded) };
  if (devices.size >= DEVICES_MAX) devices.clear();
  devices.set(name, device);
  return device;
}

/**
 * How much a device is believed where several measured the same moment; lower is believed first: 0 a watch, 1 a
 * ring or band, 2 a phone, 3 anything else or unknown. Taken from the hardware model if the text holds one, else
 * from the name.
 */
export function deviceRank(sourceDevice: string | null): number {
  return sourceDevice === null ? OTHER : deviceOf(sourceDevice).rank;
}

/**
 * Orders devices by {@link deviceRank}, then by folded name, then by the text as it is, in UTF-16 code units:
 * a total order that no locale changes. No device counts as an empty name.
 */
export function compareDevices(a: string | null, b: string | null): number {
  const first = a ?? '';
  const second = b ?? '';
  if (first === second) return 0;
  const left = deviceOf(first);
  const right = deviceOf(second);
  return left.rank - right.rank || compareText(left.folded, right.folded) || compareText(first, second);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
