const encoder = new TextEncoder();

/** The UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, so escape it first where two texts must differ. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}
