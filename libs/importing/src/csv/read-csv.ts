import { createReadStream } from 'node:fs';
import { readFileHead } from '../file-head.js';
import type { ImportEvent, ImportStream } from '../import-event.js';
import type { ImportOptions, ImportSource } from '../import-options.js';
import { UnusableInput } from '../unusable-input.js';
import { CsvRows } from './csv-rows.js';
import { separationOf } from './separator.js';
import { TableReader } from './table-reader.js';

/**
 * Some hundred records. With four times as many, a third of the time went into moving those in hand about.
 */
const PIECE_BYTES = 64 * 1024;

/**
 * Reads a table in constant memory. Its first row names the columns `date` or `start`, `type` (a metric's
 * code or HealthKit identifier) and `value`, and may name `end`, `unit`, `time_zone`, `source`,
 * `source_device`, `external_id`, `stage` (of sleep) and `exported_at`, in any order. Fields are separated by
 * commas, semicolons or tabs and may be quoted; with semicolons or tabs `72,5` is a number.
 *
 * A row with a date alone is the day's total; a row with a start is a sample, whose times without an offset
 * are read in its time zone. Without a source it is `import`. A row that makes no sense is reported with its
 * line, its neighbours are kept. Ids of totals carry the row's `exported_at`, else `options.exportedAtMs`,
 * else the modification time.
 *
 * Throws UnusableInput before the first array when the file or an option cannot be used.
 */
export async function* readCsv(source: ImportSource, options: ImportOptions): ImportStream {
  const { head, size, modifiedAtMs } = await readFileHead(source.path);
  if (head.includes(0)) {
    throw new UnusableInput(
      'wrong_format',
      `${source.path} is no text in UTF-8: save the table as “CSV UTF-8”.`,
    );
  }
  const { separator, isNamed } = separationOf(new TextDecoder().decode(head));
  const table = new TableReader(source.path, options, {
    separator,
    isNamed,
    exportedAtMs: options.exportedAtMs ?? modifiedAtMs,
  });
  const rows = new CsvRows(separator);
  const decoder = new TextDecoder();
  let bytesRead = 0;
  for await (const piece of createReadStream(source.path, {
    highWaterMark: PIECE_BYTES,
  }) as AsyncIterable<Buffer>) {
    bytesRead += piece.length;
    const events = rows.write(decoder.decode(piece, { stream: true })).flatMap((row) => table.eventsOf(row));
    options.onProgress?.(bytesRead, size);
    if (events.length > 0) yield events;
    if (rows.broken) break;
  }
  const { broken } = rows;
  const last = broken ? [] : [...rows.write(decoder.decode()), ...rows.end()];
  const events: ImportEvent[] = last.flatMap((row) => table.eventsOf(row));
  yield [...events, ...table.end()];
  return { bytesRead, broken };
}
