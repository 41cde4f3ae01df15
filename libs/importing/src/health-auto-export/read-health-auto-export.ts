import { readFileHead } from '../file-head.js';
import type { ImportEvent, ImportStream } from '../import-event.js';
import type { ImportOptions, ImportSource } from '../import-options.js';
import type { JsonSelector } from '../json-sieve.js';
import { PassedOverTally } from '../passed-over-tally.js';
import { readJson } from '../read-json.js';
import { UnusableInput } from '../unusable-input.js';
import { WantedRecords } from '../wanted-records.js';
import { placeOf } from './payload-path.js';
import { PointItems } from './point-items.js';
import { surveyExport } from './survey.js';

const WORKOUT = 'its steps, energy and distance are already in the metrics of its time';
const OTHER_SECTION = 'it is not a measurement of a day';
const NAMELESS = { name: '', units: '', grouping: 'none' } as const;

/**
 * Reads a JSON file of the app Health Auto Export in constant memory, twice: once for names, units and
 * grouping, once for the points.
 *
 * Points grouped by day become day totals whose ids carry the moment of the export, so that of two files the
 * newer one wins; finer points become samples, nights of sleep day totals with their stages in
 * `details.stages`, sleep segments segments. The moment is the one the file names (`exportedAt`), else
 * `options.exportedAtMs`, else the file's modification time.
 *
 * Throws UnusableInput before the first array when the file or an option cannot be used.
 */
export async function* readHealthAutoExport(source: ImportSource, options: ImportOptions): ImportStream {
  const wanted = new WantedRecords(options);
  const { size, modifiedAtMs } = await readFileHead(source.path);
  const survey = await surveyExport(source.path);
  if (!survey.isExport) {
    throw new UnusableInput(
      'wrong_format',
      `${source.path} is no export of Health Auto Export: give a file that the app wrote with the export format JSON.`,
    );
  }
  const tally = new PassedOverTally();
  const exportedAtMs = survey.exportedAtMs ?? options.exportedAtMs ?? modifiedAtMs;
  const items = new PointItems(wanted, exportedAtMs, tally);
  const select: JsonSelector = (path, line) => {
    const place = placeOf(path);
    if (place.kind === 'container') return 'enter';
    if (place.kind === 'other section') {
      tally.add(place.section, place.section === 'workouts' ? WORKOUT : OTHER_SECTION, line);
    }
    return place.kind === 'point' ? 'pick' : 'skip';
  };
  const file = readJson(source.path, select);
  let read = await file.next();
  while (!read.done) {
    const events: ImportEvent[] = [];
    for (const { path, value, line } of read.value.picks) {
      const place = placeOf(path);
      const metric = place.kind === 'point' ? survey.metrics.get(place.metric) : undefined;
      for (const item of items.itemsOf(metric ?? NAMELESS, value, line))
        events.push({ kind: 'item', item, line });
    }
    options.onProgress?.(read.value.bytesRead, size);
    if (events.length > 0) yield events;
    read = await file.next();
  }
  yield tally.events();
  return read.value;
}
