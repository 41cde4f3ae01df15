const SPACE = 0x20;
const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * The bytes without those that XML 1.0 forbids and Apple's exporter lets through (0x0B in a device name,
 * say): 00–08, 0B, 0C, 0E–1F. One of them would stop a strict parser at a file that is otherwise whole. All
 * of them are ASCII, so no UTF-8 sequence is touched. Usually nothing is found and the piece comes back as it
 * was.
 */
export function withoutControlBytes(piece: Buffer): Buffer {
  let at = indexOfControlByte(piece, 0);
  if (at === -1) return piece;
  const kept: Buffer[] = [];
  let from = 0;
  while (at !== -1) {
    kept.push(piece.subarray(from, at));
    from = at + 1;
    at = indexOfControlByte(piece, from);
  }
  kept.push(piece.subarray(from));
  return Buffer.concat(kept);
}

function indexOfControlByte(piece: Buffer, from: number): number {
  for (let at = from; at < piece.length; at += 1) {
    const byte = piece[at] as number;
    if (byte < SPACE && byte !== NEWLINE && byte !== TAB && byte !== RETURN) return at;
  }
  return -1;
}
