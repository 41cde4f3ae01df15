/** A file on this machine. Reading it twice gives the same items. */
export interface ImportSource {
  readonly path: string;
}

export interface ImportOptions {
  /** IANA zone of what carries no zone of its own. */
  readonly timeZone: string;
  /** The first local day to take, `YYYY-MM-DD`. */
  readonly since?: string;
  /** The metrics to take, as codes or HealthKit identifiers; all if absent. */
  readonly types?: readonly string[];
  /**
   * The moment of the export in Unix milliseconds, which orders the day totals of two files. It counts where
   * the file does not name a moment itself; without it the file's modification time counts.
   */
  readonly exportedAtMs?: number;
  /** Called after each piece, with how far the reader is; of a zip in unpacked bytes. */
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void;
}
