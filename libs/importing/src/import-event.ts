import type { ImportItem } from './import-item.js';

/** A record of the file as the item that the batch endpoint takes, with the line it began on. */
export interface ImportedItem {
  readonly kind: 'item';
  readonly item: ImportItem;
  readonly line: number;
}

/**
 * Something of the file that becomes no item. Kinds of which a file holds thousands (workouts, unknown types)
 * come once, at the end, with their count and the line of the first; a bad row of a table comes when it is
 * met, with its line.
 */
export interface PassedOver {
  readonly kind: 'passed-over';
  readonly what: string;
  readonly reason: string;
  readonly count: number;
  readonly line: number;
  /** Somebody measured it, and the file writes it, or contradicts itself, so that nothing can be made of it. */
  readonly unreadable?: true;
}

export type ImportEvent = ImportedItem | PassedOver;

/** Where a file stopped making sense. Everything before that line was read. */
export interface BrokenAt {
  readonly line: number;
  readonly message: string;
}

/** How the reading ended. `bytesRead` counts what the parser saw: of a zip the unpacked bytes. */
export interface ImportEnd {
  readonly bytesRead: number;
  readonly broken: BrokenAt | null;
}

/**
 * What a reader yields: events in arrays, one array for each piece of the file, because awaiting each event
 * of millions would cost more than parsing it.
 */
export type ImportStream = AsyncGenerator<readonly ImportEvent[], ImportEnd>;
