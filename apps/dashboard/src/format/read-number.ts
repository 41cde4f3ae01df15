/** What a text says as a number: `none` if nothing, `two` if readers of different countries read different numbers. */
export type NumberReading =
  { readonly value: number } | { readonly value: null; readonly why: 'none' | 'two' };

/** The signs that people divide a number by, and how many digits stand between two signs of thousands. */
interface Signs {
  readonly decimal: string;
  readonly group: string;
  readonly between: number;
}

/** Signs of other habits: of points, of commas, of Arabic. */
const OTHERS: readonly Signs[] = [
  { decimal: '.', group: ',', between: 3 },
  { decimal: ',', group: '.', between: 3 },
  { decimal: '٫', group: '٬', between: 3 },
];

/**
 * Reads a number as the locale writes it, in the digits of any script. What the locale would not write is read only
 * if everybody reads the same: `75,2` is 75.2 everywhere, `1.234` in French could be two numbers.
 */
export function readNumber(typed: string, locale?: string): NumberReading {
  const text = plainSigns(typed).trim();
  const own = readBy(text, signsOf(locale));
  if (own !== null) return { value: own };
  const others = new Set(OTHERS.map((signs) => readBy(text, signs)).filter((value) => value !== null));
  const [value] = others;
  if (value === undefined || others.size > 1) return { value: null, why: others.size > 1 ? 'two' : 'none' };
  return { value };
}

/** One space, one apostrophe, one minus, digits of ASCII, and no marks of direction. */
export function plainSigns(typed: string): string {
  return typed
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/\p{Zs}/gu, ' ')
    .replace(/['’]/g, '’')
    .replace(/^\s*[-−]\s*/, '-');
}

/** Every script has its ten digits in a row, and some rows follow upon another. */
function digitOf(digit: string): string {
  const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (first > 0 && isDigit(first - 1)) first--;
  return String((code - first) % 10);
}

function signsOf(locale: string | undefined): Signs {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8);
  const valueOf = (type: string): string => plainSigns(parts.find((part) => part.type === type)?.value ?? '');
  const whole = parts.filter(({ type }) => type === 'integer');
  // In India thousands stand before hundreds of thousands: 12,34,567.
  return { decimal: valueOf('decimal'), group: valueOf('group'), between: whole.at(-2)?.value.length ?? 3 };
}

/** Spaces and apostrophes divide thousands everywhere, and nothing else. */
function readBy(text: string, { decimal, group, between }: Signs): number | null {
  const signs = [...new Set([group, ' ', '’'])].filter((sign) => sign !== '').map(escaped);
  const grouped = signs.map((sign) => `\\d{1,${between}}(?:${sign}\\d{${between}})*${sign}\\d{3}`);
  const form = new RegExp(`^-?(?=\\D?\\d)(?:\\d*|${grouped.join('|')})(?:${escaped(decimal)}\\d*)?$`);
  if (!form.test(text)) return null;
  const value = Number(text.replace(new RegExp(signs.join('|'), 'g'), '').replace(decimal, '.'));
  return Number.isFinite(value) ? value : null;
}

function escaped(sign: string): string {
  return sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
