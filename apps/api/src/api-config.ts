import type { DestinationStream } from 'pino';
import { REQUEST_TIMEOUT_MS } from './server/server-limits.js';

/** Everything that the HTTP server is told from outside. Flags and environment are read by whoever starts it. */
export interface ApiConfig {
  /** Connection string of the API's own role, which can append to the log but not change it. */
  readonly databaseUrl: string;
  /** Connections for reading; writing has its own four beside them, waking of long polls one. */
  readonly readConnections: number;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The built page; a small plain page stands in for it when the directory does not exist. */
  readonly dashboardDirectory: string;
  /**
   * 32 random bytes, the same for every process and start of one installation: subjects and devices appear in the
   * log lines as HMACs under this key, so that lines of one subject belong together but name nobody.
   */
  readonly pseudonymKey: Uint8Array;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Where log lines go; standard output if absent. */
  readonly logDestination?: DestinationStream;
  /** Whether `X-Forwarded-*` is believed. Only behind a proxy that sets it, else anybody can forge an address. */
  readonly trustProxy: boolean;
  /** How long a request may take to arrive, and from there on its answer, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** The server's one clock, Unix milliseconds. */
  readonly now: () => number;
}

/** What need not be named: it suits a laptop and a small server alike. */
export const API_DEFAULTS = {
  readConnections: 8,
  host: '127.0.0.1',
  port: 3000,
  dashboardDirectory: 'dist/dashboard',
  logLevel: 'info',
  trustProxy: false,
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  now: Date.now,
} as const satisfies Partial<ApiConfig>;

/** What must be named, and whatever else differs from {@link API_DEFAULTS}. */
export type ApiOptions = Pick<ApiConfig, 'databaseUrl' | 'pseudonymKey'> & Partial<ApiConfig>;

export function apiConfig(options: ApiOptions): ApiConfig {
  return { ...API_DEFAULTS, ...options };
}
