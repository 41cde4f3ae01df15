import type { Readable } from 'node:stream';

/** Larger pieces save awaiting; much larger ones would only hold more records at once. */
export const PIECE_BYTES = 256 * 1024;

/** The XML of an export, about to be read. Sizes are those of the XML, also inside an archive. */
export interface ExportFile {
  readonly bytesTotal: number;
  readonly pieces: Readable;
  /** What the archive's own check says once all of it was read; `null` if nothing is wrong. */
  readonly damage: () => string | null;
  readonly close: () => void;
}
