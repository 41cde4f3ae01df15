import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { pino, stdTimeFunctions, type Logger } from 'pino';
import { createKysely, type Database } from '@daybook/database';
import { CommitSignals, createWritePool } from '@daybook/event-log';
import { auditLagSeconds, createReadPool } from '@daybook/projections';
import { TokenDirectory } from './access/token-directory.js';
import { TokenStore } from './access/token-store.js';
import type { ApiConfig } from './api-config.js';
import { LiveChannels } from './feed/live-channels.js';
import { AskedFigure } from './observing/asked-figure.js';
import { Pseudonyms } from './observing/pseudonyms.js';
import { Readiness } from './observing/readiness.js';
import { ServerMetrics } from './observing/server-metrics.js';
import type { RequestParts } from './server/begin-request.js';
import { InFlight } from './server/in-flight.js';
import { DocumentText } from './openapi/document-text.js';
import { RouteTable } from './server/route-table.js';

/** What the server is made of, before the framework puts routes around it. */
export interface ApiParts extends RequestParts {
  readonly config: ApiConfig;
  readonly writePool: Pool;
  readonly readPool: Pool;
  readonly db: Kysely<Database>;
  readonly signals: CommitSignals;
  readonly channels: LiveChannels;
  readonly routes: RouteTable;
  readonly document: DocumentText;
}

/** Nothing connects yet: the pools open their connections with the first statement. */
export function apiParts(config: ApiConfig): ApiParts {
  const { databaseUrl, readConnections, now } = config;
  const writePool = createWritePool(databaseUrl);
  const readPool = createReadPool(databaseUrl, readConnections);
  const db = createKysely(readPool);
  const tokens = new TokenDirectory(new TokenStore(db), now);
  const channels = new LiveChannels((tokenIds) => tokens.unrevokedAmong(tokenIds), now);
  const inFlight = new InFlight();
  return {
    config,
    writePool,
    readPool,
    db,
    tokens,
    channels,
    inFlight,
    signals: new CommitSignals(readPool, databaseUrl),
    routes: new RouteTable(),
    document: new DocumentText(),
    readiness: new Readiness(readPool, databaseUrl),
    metrics: metricsOf({ writePool, readPool, inFlight, channels }),
    pseudonyms: new Pseudonyms(config.pseudonymKey),
    logger: loggerOf(config),
  };
}

function loggerOf({ logLevel, logDestination }: ApiConfig): Logger {
  const options = {
    level: logLevel,
    base: { service: 'daybook' },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return logDestination ? pino(options, logDestination) : pino(options);
}

function metricsOf(parts: Pick<ApiParts, 'writePool' | 'readPool' | 'inFlight' | 'channels'>): ServerMetrics {
  const { writePool, readPool, inFlight, channels } = parts;
  const metrics = new ServerMetrics();
  metrics.gauge('daybook_requests_in_flight', 'Requests that are not answered yet.', () => inFlight.size);
  metrics.gauge('daybook_live_channels', 'Open long polls and event streams.', () => channels.size);
  metrics.gauge(
    'daybook_write_connections_waiting',
    'Who waits for a connection to write.',
    () => writePool.waitingCount,
  );
  metrics.gauge(
    'daybook_read_connections_waiting',
    'Who waits for a connection to read.',
    () => readPool.waitingCount,
  );
  const lag = new AskedFigure(() => auditLagSeconds(readPool));
  metrics.gauge(
    'daybook_audit_lag_seconds',
    'How long the next event of the order over all subjects has waited for an open transaction of the server.',
    () => lag.read(),
  );
  return metrics;
}
