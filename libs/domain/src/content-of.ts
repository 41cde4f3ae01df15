import type { Content } from './content.js';
import type { LogEvent } from './event.js';

/** The content that an event recorded or overwrote. */
export function contentOf(event: LogEvent): Content {
  const { value, startAt, startOffset, endAt, endOffset, localDate, timeZone, sourceDevice, stage, details } =
    event;
  return { value, startAt, startOffset, endAt, endOffset, localDate, timeZone, sourceDevice, stage, details };
}
