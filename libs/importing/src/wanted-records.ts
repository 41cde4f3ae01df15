import { dayNumber, findMetric, isCalendarDate, isTimeZone, localDateIn, nightIn } from '@daybook/domain';
import type { ImportOptions } from './import-options.js';
import { SLEEP } from './sleep-code.js';
import { UnusableInput } from './unusable-input.js';

const DAY_MS = 86_400_000;

/** What `--types` and `--since` leave of a file. */
export class WantedRecords {
  readonly timeZone: string;
  private readonly codes: ReadonlySet<string> | null;
  private readonly since: string | null;
  private readonly surelyEarlierMs: number;
  private readonly surelyNotEarlierMs: number;

  /** Throws UnusableInput when an option cannot be meant. */
  constructor(options: ImportOptions) {
    const isZone: boolean = isTimeZone(options.timeZone);
    if (!isZone) {
      throw new UnusableInput(
        'invalid_time_zone',
        `${options.timeZone} is no time zone: name one like Europe/Berlin.`,
      );
    }
    this.timeZone = options.timeZone;
    this.codes = options.types === undefined ? null : codesOf(options.types);
    this.since = options.since === undefined ? null : dateOf(options.since);
    // No zone is a day away from UTC, nor are six hours more a day, so only records within a day of the limit
    // need their zone asked.
    const sinceMs = this.since === null ? -Infinity : dayNumber(this.since) * DAY_MS;
    this.surelyEarlierMs = sinceMs - DAY_MS;
    this.surelyNotEarlierMs = sinceMs + DAY_MS;
  }

  wantsMetric(code: string): boolean {
    return this.codes === null || this.codes.has(code);
  }

  /** Whether the local day of a record that starts at a moment is wanted; sleep belongs to its night. */
  wantsStart(code: string, startMs: number, timeZone: string): boolean {
    if (this.since === null || startMs >= this.surelyNotEarlierMs) return true;
    if (startMs < this.surelyEarlierMs) return false;
    return (code === SLEEP ? nightIn(startMs, timeZone) : localDateIn(startMs, timeZone)) >= this.since;
  }

  wantsDate(date: string): boolean {
    return this.since === null || date >= this.since;
  }

  /** Why a record is passed over that these options leave out. */
  get tooEarly(): string {
    return `the day is before ${this.since ?? 'the first'}, the first one asked for`;
  }
}

export const NOT_ASKED_FOR = 'the type is not among those asked for';

function codesOf(types: readonly string[]): ReadonlySet<string> {
  const codes = types.map((type) => {
    const code = type.startsWith('x_') ? type : findMetric(type)?.code;
    if (code !== undefined) return code;
    throw new UnusableInput(
      'unknown_type',
      `There is no metric ${type}: name a code like steps or a HealthKit identifier like HKQuantityTypeIdentifierStepCount.`,
    );
  });
  return new Set(codes);
}

function dateOf(text: string): string {
  const isDate: boolean = isCalendarDate(text);
  if (isDate) return text;
  throw new UnusableInput('invalid_date', `${text} is no calendar date: write it like 2026-05-24.`);
}
