import { v7 as uuidv7 } from 'uuid';
import { checkItem, decideMeasurement, foldEvent, type Decision } from '@daybook/domain';
import type { AppendCommand, Origin } from '../src/index.js';

export function originOf(userId: string): Origin {
  return { userId, actorId: userId, deviceId: null, deviceKind: null, requestId: 'spec', reason: null };
}

/** A day total of steps with a mutation id of its own. */
export function total(value: number, date = '2026-05-24'): Record<string, unknown> {
  return { id: uuidv7(), type: 'steps', value, source: 'healthkit', externalId: `stats:steps:${date}` };
}

/** A command that records items, as the commands' room builds it. */
export function recording(
  userId: string,
  items: readonly Record<string, unknown>[],
): AppendCommand<Decision[]> {
  const checked = items.map((item) => checkItem(item, Date.now(), null));
  return {
    origin: originOf(userId),
    contestedDays: 'untouched',
    ownMetrics: 'named',
    needs: checked.flatMap((item) => {
      if (item.situation !== 'sound' || item.mutation.kind !== 'record') return [];
      const { id, measurementId, content, type, recordKind } = item.mutation;
      const samples = recordKind !== 'day_total';
      return [{ mutationId: id, measurementId, localDate: content.localDate, metric: type, samples }];
    }),
    decide: (state, draft) =>
      checked.map((item) => {
        const decision = decideMeasurement(state, item);
        if ('event' in decision) foldEvent(state, draft, decision.event);
        return decision;
      }),
  };
}
