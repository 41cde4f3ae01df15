import type { WireDay, WireMeasurement, WireMetricType } from '@daybook/contract';
import { replacesRecord } from '../outbox/intention.js';
import type { QueuedMutation } from '../outbox/queued-mutation.js';
import type { ReplicaRow } from '../replica/replica-row.js';
import type { ClientStorage } from '../replica/client-storage.js';
import { dateOfDay, typeOfDay } from './day-id.js';
import type { Predict } from './claim.js';
import { overlayDay } from './overlay-day.js';

/**
 * One metric on one day: `shown` is what to show (replica and outbox together), `confirmed` what the server said
 * last, `waiting` the mutations of the day that no server has acknowledged yet, `failed` those that were given up.
 */
export interface DayView {
  readonly date: string;
  readonly type: string;
  readonly shown: WireDay | null;
  readonly confirmed: WireDay | null;
  readonly waiting: readonly QueuedMutation[];
  readonly failed: readonly QueuedMutation[];
}

/** Local dates `YYYY-MM-DD`, both ends included; of one metric, or of all. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
  readonly type?: string;
}

/**
 * Whether the replica shows a mutation already, or something newer. A sample is counted as soon as its record is there,
 * whoever corrected it since. A total would be an older value; once there is a verdict, what is shown is the value of
 * the mutation that it names, and a replica that has come no further than in between is behind that. Which of two is
 * newer a guessed id cannot tell.
 */
function isShown({ item, naming, verdict }: QueuedMutation, row: ReplicaRow | undefined): boolean {
  if (row === undefined || naming === 'guessed') return false;
  const isSample = !('measurementId' in item || 'retract' in item || replacesRecord(item));
  return isSample || (row.data as { mutationId: string }).mutationId >= (verdict?.mutationId ?? item.id);
}

/** Reads what is here, online or not. Each answer is of one moment: no mutation is missing or counted twice. */
export class View {
  readonly #storage: Pick<ClientStorage, 'read'>;
  readonly #predict: Predict;

  constructor(storage: Pick<ClientStorage, 'read'>, predict: Predict) {
    this.#storage = storage;
    this.#predict = predict;
  }

  async day(date: string, type: string): Promise<DayView> {
    const [day] = await this.days({ from: date, to: date, type });
    return day ?? { date, type, shown: null, confirmed: null, waiting: [], failed: [] };
  }

  /** Every metric with something to say, by date and then by metric; both ends included. */
  async days({ from, to, type }: DayRange): Promise<DayView[]> {
    const [rows, mutations, shown] = await this.#storage.read(async (reader) => {
      const waiting = await reader.mutationsOfDays(from, to);
      const keys = waiting.map(({ record }) => ({ entity: 'measurement', id: record }));
      const aggregates = await reader.rowsOfDays('daily_aggregate', from, to);
      return [aggregates, waiting, await reader.rows(keys)] as const;
    });
    const confirmed = new Map(rows.map(({ id, data }) => [id, data as WireDay]));
    const queued = new Map<string, QueuedMutation[]>();
    for (const row of mutations) queued.set(row.day, [...(queued.get(row.day) ?? []), row]);
    const ahead = new Set(mutations.filter((row, i) => !isShown(row, shown[i])));
    const ids = [...new Set([...confirmed.keys(), ...queued.keys()])].sort();
    return ids
      .filter((id) => type === undefined || typeOfDay(id) === type)
      .map((id) => {
        const rows = queued.get(id) ?? [];
        const before = confirmed.get(id) ?? null;
        const unseen = rows.filter((row) => ahead.has(row));
        return {
          date: dateOfDay(id),
          type: typeOfDay(id),
          shown: overlayDay(id, before, unseen, this.#predict),
          confirmed: before,
          waiting: rows.filter(({ state }) => state === 'pending'),
          failed: rows.filter(({ state }) => state === 'failed'),
        };
      });
  }

  /** The records of a range of days that the replica holds, by day; without what waits. */
  async measurements({ from, to, type }: DayRange): Promise<WireMeasurement[]> {
    const records = await this.#entities<WireMeasurement>('measurement', from, to);
    return records.filter((record) => type === undefined || record.type === type);
  }

  /** The metrics that the subject defined. */
  metricTypes(): Promise<WireMetricType[]> {
    return this.#entities('metric_type');
  }

  async #entities<Wire>(entity: string, from = '', to = ''): Promise<Wire[]> {
    const rows = await this.#storage.read((reader) => reader.rowsOfDays(entity, from, to));
    return rows.map(({ data }) => data as Wire);
  }
}
