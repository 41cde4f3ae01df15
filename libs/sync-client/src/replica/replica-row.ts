/** One entity of the replica, as the server sent it: fields and entities of a newer server are kept as they are. */
export interface ReplicaRow {
  readonly entity: string;
  readonly id: string;
  readonly revision: number;
  readonly data: unknown;
  /** The local date that it belongs to, `''` for none. */
  readonly day: string;
  /** Which copy it came with. Rows of an older copy are shown until the new one is complete, and then go. */
  readonly generation: number;
}

export interface RowKey {
  readonly entity: string;
  readonly id: string;
}
