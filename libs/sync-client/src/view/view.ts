import type { WireDay, WireMeasurement, WireMetricType } from '@daybook/contract';
import type { QueuedMutation } from '../outbox/queued-mutation.js';
import type { ReplicaRow } from '../replica/replica-row.js';
import type { ReplicaStorage } from '../storage/storage.js';
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

type Overlaid = QueuedMutation & { readonly isShown: boolean };

/**
 * Whether the replica shows a mutation already, or something newer, though its verdict is still on the way: a sample
 * would count twice, a total would be an older value. Which of two is newer a guessed id cannot tell.
 */
function isShown({ item, record, naming }: QueuedMutation, row: ReplicaRow | undefined): boolean {
  if (row === undefined || naming === 'guessed') return false;
  return record === item.id || (row.data as { mutationId: string }).mutationId >= item.id;
}

/** Reads what is here, online or not. Each answer is of one moment: no mutation is missing or counted twice. */
export class View {
  readonly #storage: () => Promise<ReplicaStorage>;
  readonly #predict: Predict;

  constructor(storage: () => Promise<ReplicaStorage>, predict: Predict) {
    this.#storage = storage;
    this.#predict = predict;
  }

  async day(date: string, type: string): Promise<DayView> {
    const [day] = await this.days({ from: date, to: date, type });
    return day ?? { date, type, shown: null, confirmed: null, waiting: [], failed: [] };
  }

  /** Every metric with something to say, by date and then by metric; both ends included. */
  async days(range: {
    readonly from: string;
    readonly to: string;
    readonly type?: string;
  }): Promise<DayView[]> {
    const { from, to, type } = range;
    const storage = await this.#storage();
    const [rows, mutations, shown] = await storage.read(async (reader) => {
      const waiting = await reader.mutationsOfDays(from, to);
      const keys = waiting.map(({ record }) => ({ entity: 'measurement', id: record }));
      const aggregates = await reader.rowsOfDays('daily_aggregate', from, to);
      return [aggregates, waiting, await reader.rows(keys)] as const;
    });
    const confirmed = new Map(rows.map(({ id, data }) => [id, data as WireDay]));
    const queued = new Map<string, Overlaid[]>();
    mutations.forEach((row, i) => {
      const part = { ...row, isShown: isShown(row, shown[i]) };
      queued.set(row.day, [...(queued.get(row.day) ?? []), part]);
    });
    const ids = [...new Set([...confirmed.keys(), ...queued.keys()])].sort();
    return ids
      .filter((id) => type === undefined || typeOfDay(id) === type)
      .map((id) => this.#dayView(id, confirmed.get(id) ?? null, queued.get(id) ?? []));
  }

  /** The records of a range of days that the replica holds, by day; without what waits. */
  async measurements(range: {
    readonly from: string;
    readonly to: string;
    readonly type?: string;
  }): Promise<WireMeasurement[]> {
    const { from, to, type } = range;
    const rows = await (await this.#storage()).read((reader) => reader.rowsOfDays('measurement', from, to));
    const records = rows.map(({ data }) => data as WireMeasurement);
    return type === undefined ? records : records.filter((record) => record.type === type);
  }

  /** The metrics that the subject defined. */
  async metricTypes(): Promise<WireMetricType[]> {
    const rows = await (await this.#storage()).read((reader) => reader.rowsOfDays('metric_type', '', ''));
    return rows.map(({ data }) => data as WireMetricType);
  }

  #dayView(id: string, confirmed: WireDay | null, queued: readonly Overlaid[]): DayView {
    return {
      date: dateOfDay(id),
      type: typeOfDay(id),
      shown: overlayDay(
        id,
        confirmed,
        queued.filter((row) => !row.isShown),
        this.#predict,
      ),
      confirmed,
      waiting: queued.filter(({ state }) => state === 'pending'),
      failed: queued.filter(({ state }) => state === 'failed'),
    };
  }
}
