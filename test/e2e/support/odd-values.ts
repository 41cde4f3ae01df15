import fc from 'fast-check';

/** JSON that is sent as it stands, because `JSON.stringify` cannot say it: `1e400`, `-0`. */
export class JsonText {
  constructor(readonly text: string) {}
}

const NUMBERS = ['1e400', '-1e400', '1e-400', '-0', '-0.0', '123456789012345678901234567890', '5e-324'];

const TEXTS = [
  ...[
    '',
    '0',
    'null',
    'NaN',
    'Infinity',
    '1e400',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00x',
    '\u202eabc',
    '\ufeff',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'then',
    '../..',
    '%00',
    '\r\nX: y',
    "' or 1=1--",
    '\u2028',
    '😀',
  ],
  ...['2026-05-24', '2026-02-30', '0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01', '2023-02-29'],
  ...[
    '2026-05-24T23:59:60Z',
    '2026-05-24t08:00:00z',
    '2026-05-24T08:00:00+14:00',
    '2026-05-24T08:00:00-99:00',
  ],
  ...[
    '2026-05-24T08:00:00+0200',
    '2026-05-24T24:00:00Z',
    '2026-05-24T08:00:00.123456789Z',
    '2026-05-24 08:00:00Z',
  ],
  ...[
    '2200-12-31T23:59:59-14:00',
    '1900-01-01T00:00:00+14:00',
    '1899-12-31T23:59:59Z',
    '2201-01-01T00:00:00Z',
  ],
  ...['GMT+25', 'utc', 'europe/berlin', 'Europe', 'Factory', 'posixrules', '+02:00', 'Asia/Calcutta'],
  ...['0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d', '0197F0C4-7E1A-7B3C-9F00-2D4C6A8E0B1D'],
  ...['{0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d}', 'ffffffff-ffff-7fff-bfff-ffffffffffff'],
  ...['00000000-0000-0000-0000-000000000000', 'urn:uuid:0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d'],
  ...[
    'steps',
    'HKQuantityTypeIdentifierStepCount',
    'x_',
    'x_mood',
    'heart_rate',
    'stats:',
    'stats::',
    'stats:steps:',
  ],
  ...['stats:steps:2026-05-24', 'stats:steps:2026-02-31', 'stats:__proto__:2026-05-24', 'stats:steps:bucket'],
  ...[
    'kg',
    '%',
    'degF',
    'count',
    'manual',
    'healthkit',
    'Healthkit',
    'deep',
    'measurement',
    'self',
    'true',
    '31',
  ],
];

const OBJECTS = [
  {},
  [],
  [[]],
  [null],
  { toJSON: 1 },
  { then: 1 },
  { stages: { deep: -1 } },
  { x: 2 ** 53 },
  { '\ud800': 1 },
];

/** Nested `levels` deep. */
function nested(levels: number): unknown {
  return levels === 0 ? 1 : levels % 2 === 0 ? [nested(levels - 1)] : { a: nested(levels - 1) };
}

/** A text of the kind that programs stumble over. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', 'ä', '😀'), fc.integer({ min: 1, max: 1_100 }))
      .map(([unit, times]) => unit.repeat(times)),
  },
);

/** A value that stands where another belongs. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: oddText },
  fc.constantFrom(null, true, false, 0, 1.5, -1, 1e21, 2 ** 53),
  fc.constantFrom(...NUMBERS).map((text) => new JsonText(text)),
  fc.constantFrom<unknown>(...OBJECTS),
  fc.integer({ min: 1, max: 14 }).map(nested),
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
);

/** The text of a body: like `JSON.stringify`, but for what that cannot say. */
export function jsonText(value: unknown): string {
  if (value instanceof JsonText) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`)
    .join(',')}}`;
}
