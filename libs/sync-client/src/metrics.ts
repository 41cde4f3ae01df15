/**
 * The registry of metrics, for clients that want pending values converted and added up like the server does. It is
 * an entry of its own because it weighs as much as the rest of the client.
 */
export { findMetric, METRICS } from '@daybook/domain';
export type { Metric } from '@daybook/domain';
