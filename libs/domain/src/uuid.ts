const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const UUID_BYTES = 16;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Whether a value is a hyphenated UUID of the RFC 9562 variant, of any version and in either case. The nil and
 * max UUIDs have another variant and are refused, as are braces and the urn form.
 */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

/**
 * The lower-case text of a UUID (RFC 9562) of the first 16 bytes, with version and variant written over them: 122 of
 * their bits remain.
 *
 * @throws RangeError if there are fewer than 16 bytes.
 */
export function uuidOf(version: 7 | 8, bytes: ArrayLike<number>): string {
  if (bytes.length < UUID_BYTES) throw new RangeError('too few bytes');
  let text = '';
  for (let i = 0; i < UUID_BYTES; i++) {
    if (i > 3 && i < 11 && i % 2 === 0) text += '-';
    const byte = bytes[i] as number;
    text += HEX[i === 6 ? (byte & 0x0f) | (version << 4) : i === 8 ? (byte & 0x3f) | 0x80 : byte] as string;
  }
  return text;
}
