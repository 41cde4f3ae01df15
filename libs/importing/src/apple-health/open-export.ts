import { createReadStream } from 'node:fs';
import { readFileHead } from '../file-head.js';
import { UnusableInput } from '../unusable-input.js';
import { PIECE_BYTES, type ExportFile } from './export-file.js';
import { looksLikeExport } from './root-element.js';
import { openZippedExport } from './zipped-export.js';

const ZIP_SIGNATURE = 'PK';

/**
 * Opens `export.zip` without unpacking it, or `export.xml`.
 *
 * Throws UnusableInput when the file is missing, empty, a damaged archive or something else.
 */
export async function openExport(path: string): Promise<ExportFile> {
  const { head, size } = await readFileHead(path);
  const zipped = head.toString('latin1', 0, ZIP_SIGNATURE.length) === ZIP_SIGNATURE;
  const file = zipped
    ? await openZippedExport(path)
    : looksLikeExport(head)
      ? openPlainExport(path, size)
      : null;
  if (file) return file;
  throw new UnusableInput(
    'wrong_format',
    `${path} holds no Apple Health export: give the export.zip of the Health app’s “Export All Health Data”, or the export.xml inside it.`,
  );
}

function openPlainExport(path: string, size: number): ExportFile {
  return {
    bytesTotal: size,
    pieces: createReadStream(path, { highWaterMark: PIECE_BYTES }),
    damage: () => null,
    close: () => undefined,
  };
}
