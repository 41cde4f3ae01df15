export type {
  BatchItem,
  RecordItem,
  WireDay,
  WireMeasurement,
  WireMetricType,
  WireVerdict,
} from '@daybook/contract';
export type { LiveChannel } from './effects/effect-context.js';
export { eventStream } from './effects/event-stream.js';
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from './machine/retry-policy.js';
export type { Enqueued } from './outbox/enqueue.js';
export type { Intention, RecordIntention } from './outbox/intention.js';
export type { QueuedMutation, QueueProblem, QueueState } from './outbox/queued-mutation.js';
export type { ReplicaMeta } from './replica/replica-meta.js';
export type { ReplicaRow, RowKey } from './replica/replica-row.js';
export type { ClientEvent } from './shell/client-event.js';
export type { ClientOptions } from './shell/client-options.js';
export type { ClientPhase, ClientStatus } from './shell/client-status.js';
export { createClient } from './shell/create-client.js';
export type { Candidacy, Channel, Election, Environment, Signal } from './shell/environment.js';
export type { TokenSource } from './shell/http.js';
export { importAll, type ImportOptions, type ImportProgress } from './shell/import-all.js';
export type { Outcome } from './shell/outcome.js';
export { platformEnvironment } from './shell/platform-environment.js';
export type { QueueView } from './shell/queue-view.js';
export type { RetractionTarget, SyncClient, TotalIntention } from './shell/sync-client.js';
export { indexedDbStorage } from './storage/indexed-db-storage.js';
export { memoryStorage } from './storage/memory-storage.js';
export type { OpenStorage, ReplicaStorage, StorageReader, StorageTransaction } from './storage/storage.js';
export type { Claim, Predict } from './view/claim.js';
export type { DayRange, DayView, View } from './view/view.js';
