import { isCalendarDate, isUuid } from '@daybook/domain';
import { InvalidPlace } from '../invalid-place.js';

/** The last record of a page in the order of the list. */
export interface MeasurementPlace {
  readonly localDate: string;
  readonly id: string;
}

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** URL-safe as it is: `2026-05-24~0197f0c4-…`. */
export function placeText({ localDate, id }: MeasurementPlace): string {
  return `${localDate}~${id}`;
}

/** @throws InvalidPlace */
export function measurementPlace(text: string): MeasurementPlace {
  const localDate = text.slice(0, DATE_LENGTH);
  const id = text.slice(DATE_LENGTH + 1);
  if (text[DATE_LENGTH] !== '~' || !isCalendarDate(localDate) || !isUuid(id)) throw new InvalidPlace();
  return { localDate, id };
}
