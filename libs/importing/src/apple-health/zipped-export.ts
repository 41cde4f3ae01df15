import { pipeline, Transform, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { HEAD_BYTES } from '../file-head.js';
import { UnusableInput } from '../unusable-input.js';
import { PIECE_BYTES, type ExportFile } from './export-file.js';
import { looksLikeExport } from './root-element.js';

const STORED = 0;

/**
 * Opens the export inside an archive, whatever its name; `null` if there is none. Nothing is unpacked to
 * disk.
 */
export async function openZippedExport(path: string): Promise<ExportFile | null> {
  try {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
    const entry = await findExport(zip);
    if (!entry) zip.close();
    return entry && (await openEntry(zip, entry));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableInput(
      'damaged_archive',
      `The archive ${path} was cut off or is damaged (${reason}): copy it from the phone again.`,
      { cause: error },
    );
  }
}

async function findExport(zip: ZipFile): Promise<Entry | null> {
  try {
    for await (const entry of zip.eachEntry()) {
      // Names stay bytes: they are translated, and not every exporter marks them as UTF-8.
      const isXml = entry.fileNameRaw.toString('latin1').toLowerCase().endsWith('.xml');
      if (isXml && looksLikeExport(await headOf(zip, entry))) return entry;
    }
    return null;
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function headOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of (await unpack(zip, entry)) as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(pieces);
}

async function openEntry(zip: ZipFile, entry: Entry): Promise<ExportFile> {
  let checksum = 0;
  const checked = new Transform({
    readableHighWaterMark: PIECE_BYTES,
    transform(piece: Buffer, _encoding, done) {
      checksum = crc32(piece, checksum);
      done(null, piece);
    },
  });
  pipeline(await unpack(zip, entry), checked, () => undefined);
  return {
    bytesTotal: entry.uncompressedSize,
    pieces: checked,
    damage: () => (checksum === entry.crc32 ? null : 'the archive is damaged: its checksum does not match'),
    close: () => {
      zip.close();
    },
  };
}

/** The entry's content. An error of the disk or of the compression ends the stream with that error. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Readable> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  if (entry.compressionMethod === STORED) return packed;
  return pipeline(packed, createInflateRaw({ chunkSize: PIECE_BYTES }), () => undefined);
}
