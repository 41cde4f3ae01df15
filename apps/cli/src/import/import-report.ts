import type { BrokenAt, ImportFormat } from '@daybook/importing';
import type { DaysTouched, ImportTally, PassedOverKind, RejectedCode } from './import-tally.js';

/** `stopped`: by Ctrl-C, or because the server did not take it. `truncated`: the file broke off. */
export type ImportEnding = 'complete' | 'truncated' | 'stopped';

/** Where the zone came from by which records without one of their own were put on a local day. */
export type TimeZoneOrigin = 'option' | 'machine';

/** What an import came to; `--json` prints it as it is. `read` = `sent` + passed over, unless it was stopped. */
export interface ImportReport {
  readonly file: string;
  readonly format: ImportFormat;
  readonly url: string | null;
  readonly dryRun: boolean;
  readonly ending: ImportEnding;
  readonly broken: BrokenAt | null;
  readonly timeZone: string;
  readonly timeZoneFrom: TimeZoneOrigin;
  readonly read: number;
  readonly sent: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly superseded: number;
  readonly duplicate: number;
  /** Of the duplicates: those whose first content stands, though the file now says something else. */
  readonly differing: number;
  readonly rejected: { readonly total: number; readonly byCode: readonly RejectedCode[] };
  /** `unreadable` counts those of the total that were measured and cannot be read; the others are of no concern. */
  readonly passedOver: {
    readonly total: number;
    readonly unreadable: number;
    readonly byKind: readonly PassedOverKind[];
  };
  readonly daysTouched: DaysTouched;
  readonly bytesRead: number;
  readonly seconds: number;
  /** The most memory that the process had. */
  readonly peakMegabytes: number;
  readonly megabytesPerSecond: number;
  readonly recordsPerSecond: number;
}

export type ImportFacts = Pick<
  ImportReport,
  | 'file'
  | 'format'
  | 'url'
  | 'dryRun'
  | 'ending'
  | 'broken'
  | 'timeZone'
  | 'timeZoneFrom'
  | 'bytesRead'
  | 'seconds'
  | 'peakMegabytes'
>;

export function importReport(facts: ImportFacts, tally: ImportTally): ImportReport {
  const { created, updated, unchanged, superseded, duplicate, rejected } = tally.counts;
  const seconds = Math.max(facts.seconds, 0.001);
  return {
    ...facts,
    read: tally.read,
    sent: tally.sent,
    created,
    updated,
    unchanged,
    superseded,
    duplicate,
    differing: tally.differing,
    rejected: { total: rejected, byCode: tally.rejectedCodes },
    passedOver: {
      total: tally.passedOverCount,
      unreadable: tally.unreadable,
      byKind: tally.passedOverKinds,
    },
    daysTouched: tally.daysTouched,
    megabytesPerSecond: rounded(facts.bytesRead / 1e6 / seconds),
    recordsPerSecond: rounded(tally.sent / seconds),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
