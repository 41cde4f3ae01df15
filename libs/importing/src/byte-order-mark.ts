const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The first piece of a UTF-8 file without the mark that some editors put in front. */
export function withoutMark(firstPiece: Buffer): Buffer {
  return firstPiece.subarray(0, MARK.length).equals(MARK) ? firstPiece.subarray(MARK.length) : firstPiece;
}
