import { formatInstant, localDateAt } from '@daybook/domain';
import { v7 as uuidv7 } from 'uuid';

const MINUTE_MS = 60_000;

/**
 * A line to paste into a shell: it records a glass of water, as an app would, and shows the day. The mutation id is
 * made now; pasted twice, the second batch is answered `duplicate`.
 */
export function tryItLine(url: string, token: string, nowMs: number): string {
  const offset = -new Date(nowMs).getTimezoneOffset();
  const item = {
    id: uuidv7(),
    type: 'dietary_water',
    value: 250,
    unit: 'mL',
    startAt: formatInstant(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS, offset),
    source: 'manual',
  };
  const curl = `curl -sS -H 'Authorization: Bearer ${token}'`;
  const body = JSON.stringify({ items: [item] });
  const write = `${curl} -H 'Content-Type: application/json' -d '${body}' ${url}/api/measurements/batch`;
  const read = `${curl} ${url}/api/days/${localDateAt(nowMs, offset)}`;
  return `${write} && echo && ${read} && echo`;
}
