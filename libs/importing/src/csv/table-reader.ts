import { contentDigest } from '../content-digest.js';
import type { ImportEvent, PassedOver } from '../import-event.js';
import type { ImportOptions } from '../import-options.js';
import { PassedOverTally } from '../passed-over-tally.js';
import { RecentDigests } from '../recent-digests.js';
import { UnusableInput } from '../unusable-input.js';
import { NOT_ASKED_FOR, WantedRecords } from '../wanted-records.js';
import { readColumns, type Columns } from './columns.js';
import type { CsvRow } from './csv-rows.js';
import { BadRow, itemOfRow, type TableDefaults, type TableItem } from './row-item.js';
import type { Separation } from './separator.js';

const EXACT_COPY = 'an exact copy of it stands in the same file';
const SECOND_TOTAL = 'an earlier row of the table already sets this total';

/** Turns rows into events. The first row names the columns. */
export class TableReader {
  private readonly wanted: WantedRecords;
  private readonly defaults: TableDefaults;
  private readonly tally = new PassedOverTally();
  private readonly digests = new RecentDigests();
  private readonly registers = new RecentDigests();
  private readonly skipsFirst: boolean;
  private columns: Columns | null = null;

  constructor(
    private readonly path: string,
    options: ImportOptions,
    { separator, isNamed, exportedAtMs }: Separation & { readonly exportedAtMs: number },
  ) {
    this.wanted = new WantedRecords(options);
    this.defaults = { timeZone: options.timeZone, exportedAtMs, decimalComma: separator !== ',' };
    this.skipsFirst = isNamed;
  }

  eventsOf(row: CsvRow): ImportEvent[] {
    if (this.skipsFirst && row.line === 1) return [];
    if (row.kind === 'bad') return [badRow(row.line, row.reason)];
    if (!this.columns) {
      this.columns = readColumns(this.path, row.fields);
      return this.columns.unknown.map((name) =>
        passedOver(`column ${name}`, 'it is no column of a table of measurements', row.line),
      );
    }
    const { count, fieldOf } = this.columns;
    if (row.fields.length > count) {
      return [badRow(row.line, `it has ${row.fields.length} fields where the first row names ${count}`)];
    }
    try {
      return this.eventsOfItem(itemOfRow(fieldOf(row.fields), this.defaults), row.line);
    } catch (error) {
      if (error instanceof BadRow) return [badRow(row.line, error.message)];
      throw error;
    }
  }

  /** What was counted over the whole table. Throws UnusableInput when there was no row at all. */
  end(): PassedOver[] {
    if (!this.columns) {
      throw new UnusableInput(
        'empty',
        `${this.path} holds no table: its first row must name columns like date, type and value.`,
      );
    }
    return this.tally.events();
  }

  private eventsOfItem({ item, digest, day, register }: TableItem, line: number): ImportEvent[] {
    const isWanted =
      'date' in day
        ? this.wanted.wantsDate(day.date)
        : this.wanted.wantsStart(item.type, day.startMs, day.timeZone);
    if (!this.wanted.wantsMetric(item.type)) this.tally.add(item.type, NOT_ASKED_FOR, line);
    else if (!isWanted) this.tally.add(item.type, this.wanted.tooEarly, line);
    else if (this.digests.sawBefore(digest)) this.tally.add(item.type, EXACT_COPY, line);
    else if (register !== null && this.registers.sawBefore(contentDigest(register)))
      return [badRow(line, SECOND_TOTAL)];
    else return [{ kind: 'item', item, line }];
    return [];
  }
}

function badRow(line: number, reason: string): PassedOver {
  return { ...passedOver('row', reason, line), unreadable: true };
}

function passedOver(what: string, reason: string, line: number): PassedOver {
  return { kind: 'passed-over', what, reason, count: 1, line };
}
