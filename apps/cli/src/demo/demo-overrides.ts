import { createHash } from 'node:crypto';
import type { RecordItem } from '@daybook/contract';
import { addDays, localDateIn, mutationIdFrom } from '@daybook/domain';
import { localMoment } from './local-clock.js';

const NOON = 12 * 60;

/**
 * What the demo's person typed in: a day on which the watch stayed at home, and a weight from a friend's scale. Both
 * stand above what the devices say, which is still shown. The ids are made of the day, so that a second start sends
 * the same.
 */
export function demoOverrides(nowMs: number, timeZone: string): RecordItem[] {
  const today = localDateIn(nowMs, timeZone);
  const noWatch = addDays(today, -4);
  const visit = addDays(today, -9);
  const noon = localMoment(visit, NOON, timeZone);
  return [
    {
      id: idOf(localMoment(noWatch, NOON, timeZone), `steps ${noWatch}`),
      type: 'steps',
      value: 12_500,
      externalId: `stats:steps:${noWatch}`,
      source: 'manual',
      details: { note: 'a day in the mountains without the watch' },
    },
    {
      id: idOf(noon, `weight ${visit}`),
      type: 'body_mass',
      value: 75.4,
      unit: 'kg',
      startAt: new Date(noon).toISOString(),
      timeZone,
      source: 'manual',
    },
  ];
}

function idOf(ms: number, name: string): string {
  return mutationIdFrom(ms, createHash('sha256').update(`daybook demo ${name}`).digest());
}
