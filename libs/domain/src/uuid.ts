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

/** The lower-case text of 16 bytes. */
export function uuidText(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < UUID_BYTES; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += HEX[bytes[i] as number] as string;
  }
  return text;
}

/**
 * A UUIDv8 (RFC 9562, section 5.8) of the first 16 bytes of a hash, with version and variant written over them:
 * 122 bits of the hash remain.
 *
 * @throws RangeError if the hash is shorter than 16 bytes.
 */
export function uuidV8(hash: Uint8Array): string {
  if (hash.length < UUID_BYTES) throw new RangeError('fewer than 16 bytes');
  const bytes = hash.slice(0, UUID_BYTES);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return uuidText(bytes);
}
