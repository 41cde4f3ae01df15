import type {
  BatchResponse,
  ChangesPage,
  DaysResponse,
  IngestResponse,
  Page,
  Problem,
  SyncStatus,
  WireDevice,
  WireMeasurement,
  WireMetricType,
  WireRevision,
  WireSourceOrder,
  WireVerdict,
} from '@daybook/contract';

/** What a request on its way can still be told, and what it is answered. */
export interface Sent<Body> extends PromiseLike<Answer<Body>> {
  /** Every answer from 400 on is a problem. */
  expect(status: ProblemStatus): Sent<Problem>;
  expect(status: number): Sent<Body>;
  set(name: string, value: string): this;
  /** Keeps the text of an answer that is no JSON. */
  buffer(keep: true): this;
  send(body: object | string): this;
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | undefined>> & { readonly 'set-cookie'?: string[] };
  get(header: string): string | undefined;
}

type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 414 | 415 | 422 | 426 | 500 | 503;

interface Mark {
  readonly cursor: string;
  readonly seq: number;
}

/** What `GET` answers, by its path. */
export type Read<Path extends string> = Path extends `/api/subjects/${string}/audit/revisions${string}`
  ? Page<WireRevision & { readonly measurementId: string }>
  : Path extends '/api/subjects' | `/api/subjects?${string}`
    ? Page<{ readonly id: string }>
    : Path extends '/api/devices'
      ? Page<WireDevice>
      : Path extends `/api/days${string}`
        ? DaysResponse
        : Path extends `/api/changes${string}`
          ? ChangesPage
          : Path extends `/api/sync/status${string}`
            ? SyncStatus
            : Path extends '/api/metric-types'
              ? Page<WireMetricType>
              : Path extends '/api/source-order'
                ? WireSourceOrder
                : Path extends `/api/measurements/${string}/revisions`
                  ? Page<WireRevision>
                  : Path extends '/api/measurements' | `/api/measurements?${string}`
                    ? Page<WireMeasurement>
                    : Path extends `/api/measurements/${string}`
                      ? WireMeasurement
                      : Readonly<Record<string, unknown>>;

/** What a write answers, by its path. */
export type Written<Path extends string> = Path extends '/api/measurements/batch'
  ? BatchResponse
  : Path extends `/api/ingest/${string}`
    ? IngestResponse
    : Path extends '/api/metric-types'
      ? WireVerdict & Mark & { readonly metricType: WireMetricType | null }
      : Path extends '/api/source-order'
        ? WireVerdict & Mark & { readonly sources: readonly string[] }
        : WireVerdict & Mark;

/** The record that a verdict speaks of; a test that asks for it has failed without one. */
export function measurementIdOf(verdict: WireVerdict | undefined): string {
  if (verdict?.measurementId === undefined) throw new Error('the verdict speaks of no record');
  return verdict.measurementId;
}
