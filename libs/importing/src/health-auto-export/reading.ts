import type { SleepStage } from '@daybook/domain';
import type { PrintedInstant } from '../printed-instant.js';

/** A whole local day, with the times of the night if they are known; or an interval. */
export type When =
  | {
      readonly kind: 'day';
      readonly date: string;
      readonly start: PrintedInstant | null;
      readonly end: PrintedInstant | null;
    }
  | { readonly kind: 'interval'; readonly start: PrintedInstant; readonly end: PrintedInstant };

/** What one point says of one metric. */
export interface Reading {
  readonly code: string;
  readonly when: When;
  readonly value?: number;
  readonly unit?: string;
  readonly stage?: SleepStage;
  readonly details?: Readonly<Record<string, unknown>>;
}
