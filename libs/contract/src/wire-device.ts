/** A device that is signed in: one client installation of a subject, be it an app or a browser. */
export interface WireDevice {
  readonly id: string;
  /** As the device or its user called it; a browser is named after its program and system. */
  readonly name: string;
  /** The source that its items have when they name none. */
  readonly kind: string | null;
  readonly createdAt: string;
  /** When it wrote last; `null` if it never did. */
  readonly lastWriteAt: string | null;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}
