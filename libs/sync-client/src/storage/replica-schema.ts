import type { DBSchema } from 'idb';
import type { QueuedMutation, QueueState } from '../outbox/queued-mutation.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaRow } from '../replica/replica-row.js';

/** The object stores of one subject. */
export interface ReplicaSchema extends DBSchema {
  meta: { key: string; value: ReplicaMeta };
  rows: {
    key: [string, string];
    value: ReplicaRow;
    indexes: { byDay: [string, string, string]; byGeneration: number };
  };
  outbox: {
    key: number;
    value: QueuedMutation;
    indexes: {
      byKey: string;
      byState: QueueState;
      byPosition: [QueueState, number];
      byRecord: string;
      byDay: string;
    };
  };
}
