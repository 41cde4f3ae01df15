import prom from 'prom-client';

/** What one answered request adds to the metrics. */
interface Answered {
  readonly method: string;
  readonly route: string | null;
  readonly status: number;
  readonly durationSeconds: number;
  readonly verdicts: Readonly<Partial<Record<string, number>>> | undefined;
}

/** Half a second is where a phone's user begins to wait; a long poll of 30 s falls behind the last bucket. */
const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 31];

/** The figures of one server for Prometheus. They name routes and statuses, never a subject. */
export class ServerMetrics {
  readonly #registry = new prom.Registry();
  readonly #requests = new prom.Histogram({
    name: 'daybook_http_request_seconds',
    help: 'Requests by method, route pattern and status, with their duration.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #verdicts = new prom.Counter({
    name: 'daybook_verdicts_total',
    help: 'Verdicts on items by status.',
    labelNames: ['status'] as const,
    registers: [this.#registry],
  });

  constructor() {
    prom.collectDefaultMetrics({ register: this.#registry });
  }

  answered({ method, route, status, durationSeconds, verdicts }: Answered): void {
    this.#requests.observe({ method, route: route ?? 'none', status }, durationSeconds);
    for (const [verdict, count = 0] of Object.entries(verdicts ?? {})) {
      if (count > 0) this.#verdicts.inc({ status: verdict }, count);
    }
  }

  /** Adds a figure that is read at each scrape; one that is not known then has no sample. */
  gauge(name: string, help: string, read: () => number | undefined | Promise<number | undefined>): void {
    const gauge: prom.Gauge = new prom.Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: async () => {
        const figure = await read();
        if (figure === undefined) gauge.remove();
        else gauge.set(figure);
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
