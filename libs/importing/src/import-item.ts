import type { RecordItem } from '@daybook/contract';

/**
 * A record as `POST /api/measurements/batch` takes it. The id is made from the record itself, so that sending
 * a file twice, or a newer file that overlaps it, adds only what is new.
 */
export type ImportItem = RecordItem & { readonly source: string };
