/** Who sends a command and from where: written once per commit, never per event. */
export interface Origin {
  /** The subject whose log it is. */
  readonly userId: string;
  /** Who acts: the subject, or later a coach. */
  readonly actorId: string;
  readonly deviceId: string | null;
  /** The source that the device stands for, when an item names none. */
  readonly deviceKind: string | null;
  readonly requestId: string;
  readonly reason: string | null;
}
