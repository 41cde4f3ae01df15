import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { BrokenAt } from '../import-event.js';
import type { PassedOverTally } from '../passed-over-tally.js';
import type { AppleRecord } from './apple-record.js';

/** Thrown through the parser to stop it; what it says is kept in `broken`. */
class Stop extends Error {}

/**
 * Character references such as `&#11;` are as forbidden as the bytes themselves, and as harmless to leave in.
 */
const HARMLESS = 'malformed character entity.';

const NESTED_RECORD = 'it also stands outside the correlation, as the DTD of the export promises';

/** Why the elements beside `Record` are no measurements of a day. */
const REASONS: Readonly<Record<string, string>> = {
  Correlation: 'it only groups records that stand outside it as well',
  Workout: 'its steps, energy and distance are already in the records of its time',
  ActivitySummary: "it is Apple's own sum over the records of the day",
  ClinicalRecord: 'clinical documents are not measurements of a day',
  Audiogram: 'a hearing test is not a measurement of a day',
  VisionPrescription: 'a prescription is not a measurement of a day',
};
const NO_REASON = 'Daybook does not know this kind of element';

/** Elements of which every export has one; they say who and when, not what was measured. */
const FRAME = new Set(['ExportDate', 'Me']);

type Attributes = Record<string, string>;

interface OpenRecord {
  readonly attributes: Attributes;
  readonly line: number;
  timeZone: string;
  userEntered: boolean;
}

/**
 * Takes the `Record` elements out of `export.xml`, piece by piece. It is strict where silence would lose data
 * (a file that was cut off) and passes over what Apple breaks (the DTD of iOS 16, forbidden characters).
 */
export class ExportParser {
  private readonly parser = new SaxesParser();
  private depth = 0;
  private open: OpenRecord | null = null;
  private ending = false;
  private stopped: BrokenAt | null = null;

  constructor(
    private readonly onRecord: (record: AppleRecord) => void,
    private readonly tally: PassedOverTally,
  ) {
    this.parser.on('opentag', (tag) => {
      this.begin(tag);
      this.depth += 1;
    });
    this.parser.on('closetag', () => {
      this.depth -= 1;
      if (this.depth === 1 && this.open) this.finish(this.open);
    });
    this.parser.on('error', (error) => {
      this.fail(error.message);
    });
  }

  /** Where the file stopped being XML, once it did. Nothing more is read from then on. */
  get broken(): BrokenAt | null {
    return this.stopped;
  }

  /** Reads on. `text` has one character for each byte of the file. */
  write(text: string): void {
    this.untilStopped(() => this.parser.write(text));
  }

  /** Says that the file is over. */
  end(): void {
    this.ending = true;
    this.untilStopped(() => this.parser.close());
  }

  /** Stops for a reason that lies outside the text: a damaged archive, a disk that cannot be read. */
  stop(message: string): void {
    this.stopped ??= { line: this.parser.line, message };
  }

  private begin(tag: SaxesTagPlain): void {
    const { name, attributes } = tag;
    if (this.depth === 1) {
      if (name === 'Record')
        this.open = { attributes, line: this.parser.line, timeZone: '', userEntered: false };
      else if (!FRAME.has(name)) this.tally.add(name, REASONS[name] ?? NO_REASON, this.parser.line);
    } else if (this.depth === 2) {
      if (this.open && name === 'MetadataEntry') describe(this.open, attributes);
      else if (name === 'Record')
        this.tally.add('Record inside Correlation', NESTED_RECORD, this.parser.line);
    }
  }

  private finish(record: OpenRecord): void {
    const { attributes, line, timeZone, userEntered } = record;
    this.open = null;
    this.onRecord({
      type: attributes['type'] ?? '',
      unit: attributes['unit'] ?? '',
      value: attributes['value'] ?? '',
      sourceName: attributes['sourceName'] ?? '',
      sourceVersion: attributes['sourceVersion'] ?? '',
      device: attributes['device'] ?? '',
      startDate: attributes['startDate'] ?? '',
      endDate: attributes['endDate'] ?? '',
      timeZone,
      userEntered,
      line,
    });
  }

  private untilStopped(read: () => unknown): void {
    if (this.stopped) return;
    try {
      read();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
  }

  private fail(message: string): void {
    if (message.endsWith(HARMLESS)) return;
    const fault = message.replace(/^\d+:\d+: |\.$/gu, '');
    this.stop(
      this.ending
        ? 'the file ends before its last element is closed: it is truncated'
        : `this is not XML: ${fault}`,
    );
    throw new Stop();
  }
}

function describe(record: OpenRecord, { key, value }: Attributes): void {
  if (key === 'HKTimeZone') record.timeZone = value ?? '';
  else if (key === 'HKWasUserEntered') record.userEntered = value === '1';
}
