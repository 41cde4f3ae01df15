import { withoutMark } from '../byte-order-mark.js';
import type { ImportEvent, ImportStream } from '../import-event.js';
import type { ImportOptions, ImportSource } from '../import-options.js';
import { PassedOverTally } from '../passed-over-tally.js';
import { WantedRecords } from '../wanted-records.js';
import { withoutControlBytes } from './control-bytes.js';
import type { ExportFile } from './export-file.js';
import { ExportParser } from './export-parser.js';
import { openExport } from './open-export.js';
import { RecordItems } from './record-items.js';

/**
 * Reads Apple Health's `export.zip` or `export.xml` in constant memory.
 *
 * Each `Record` outside a `Correlation` becomes one item of source `healthkit`; exact copies collapse as far
 * as the memory of recent ones reaches, the others have the same id and are the server's `duplicate`. What
 * becomes no item is counted by kind and reason in the last array. A file that breaks off yields what was
 * whole before the line in `broken`. Of the metadata only the zone and the mark of manual entry are used.
 *
 * Throws UnusableInput before the first array when the file or an option cannot be used.
 */
export async function* readAppleHealth(source: ImportSource, options: ImportOptions): ImportStream {
  const tally = new PassedOverTally();
  const items = new RecordItems(new WantedRecords(options), tally);
  let events: ImportEvent[] = [];
  const parser = new ExportParser((record) => {
    const item = items.itemOf(record);
    if (item) events.push({ kind: 'item', item, line: record.line });
  }, tally);
  const takeEvents = (): ImportEvent[] => {
    const taken = events;
    events = [];
    return taken;
  };
  const file = await openExport(source.path);
  let bytesRead = 0;
  try {
    for await (const piece of piecesOf(file, parser)) {
      parser.write(withoutControlBytes(bytesRead === 0 ? withoutMark(piece) : piece).toString('latin1'));
      bytesRead += piece.length;
      options.onProgress?.(bytesRead, file.bytesTotal);
      if (events.length > 0) yield takeEvents();
      if (parser.broken) break;
    }
    parser.end();
    yield [...takeEvents(), ...tally.events()];
    return { bytesRead, broken: parser.broken };
  } finally {
    file.close();
  }
}

/** The pieces up to where the file cannot be read on, which the parser is told. */
async function* piecesOf(file: ExportFile, parser: ExportParser): AsyncGenerator<Buffer, void> {
  try {
    for await (const piece of file.pieces as AsyncIterable<Buffer>) yield piece;
    const damage = file.damage();
    if (damage !== null) parser.stop(damage);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    parser.stop(`the file cannot be read any further (${reason})`);
  }
}
