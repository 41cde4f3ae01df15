import { isCalendarDate, isUuid } from '@daybook/domain';
import { decodeCursor, type Cursor } from './cursor.js';
import { isEntity, type Entity } from './entity.js';

/** Which row of a snapshot was sent last: its entity, its day (`null` if the entity has none) and its wire id. */
export interface SnapshotPlace {
  readonly entity: Entity;
  readonly date: string | null;
  readonly id: string;
}

/** A place in a snapshot, with the cursor of its first line, under which the copy goes on. */
export interface Resume {
  readonly cursor: Cursor;
  readonly place: SnapshotPlace;
}

const SEPARATOR = '~';
/** The ids of the feed's entities: UUIDs, metric codes, `<date>/<code>`. The slash is not URL-safe and sent as `.`. */
const PLACE = /^([a-z_]+)~(\d{4}-\d{2}-\d{2})?~([A-Za-z0-9_.-]{1,128})$/;

/**
 * The text of `resume`, URL-safe. It is made once per row of a snapshot, so it only appends to `cursorText`, the
 * text of the first line's cursor.
 */
export function encodeResume(cursorText: string, place: SnapshotPlace): string {
  const { entity, date, id } = place;
  return [cursorText, entity, date ?? '', id.replace('/', '.')].join(SEPARATOR);
}

/** What a resume token says, or `undefined` for what {@link encodeResume} did not make. */
export function decodeResume(text: string): Resume | undefined {
  const end = text.indexOf(SEPARATOR);
  if (end < 0) return undefined;
  const cursor = decodeCursor(text.slice(0, end));
  const match = PLACE.exec(text.slice(end + 1));
  if (!cursor || !match) return undefined;
  const [, entity, date = null, id = ''] = match;
  if (!isEntity(entity)) return undefined;
  const place = { entity, date, id: id.replace('.', '/') };
  return isPlace(place) ? { cursor, place } : undefined;
}

/** Whether a snapshot can have printed the place: a date or an id that is none would fail in the database. */
function isPlace({ entity, date, id }: SnapshotPlace): boolean {
  switch (entity) {
    case 'measurement':
      return isCalendarDate(date) && isUuid(id);
    case 'daily_aggregate':
      return isCalendarDate(date) && id.startsWith(`${date}/`);
    case 'metric_type':
      return date === null;
    case 'grant':
      return false;
  }
}
