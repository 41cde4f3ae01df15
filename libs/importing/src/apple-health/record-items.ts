import { findMetric, isTimeZone, type SleepStage } from '@daybook/domain';
import { contentDigest, mutationIdOf } from '../content-digest.js';
import type { ImportItem } from '../import-item.js';
import { ownCopy } from '../own-copy.js';
import type { PassedOverTally } from '../passed-over-tally.js';
import { onClockOf, readPrintedInstant } from '../printed-instant.js';
import { RecentDigests } from '../recent-digests.js';
import { SLEEP } from '../sleep-code.js';
import { NOT_ASKED_FOR, type WantedRecords } from '../wanted-records.js';
import type { AppleRecord } from './apple-record.js';
import { decodedText } from './byte-text.js';
import { RecordSources } from './record-source.js';
import { appleSleepStage } from './sleep-stage.js';
import { Units } from './units.js';

const EXACT_COPY = 'an exact copy of it stands in the same file';

/** The IANA database has some 600 names. */
const ZONES_REMEMBERED = 1_000;

/** Why a record of a known type says nothing. */
class Unmeasured {
  constructor(readonly reason: string) {}
}

const NO_STAGE = new Unmeasured('its sleep stage is not known');
const NO_VALUE = new Unmeasured('it has no value');
const NO_NUMBER = new Unmeasured('its value is no number');

type Draft = { -readonly [Field in keyof ImportItem]: ImportItem[Field] };

/** Makes items of records, and counts the records of which it makes none. */
export class RecordItems {
  private readonly sources = new RecordSources();
  private readonly units = new Units();
  private readonly zones = new Map<string, string>();
  private readonly digests = new RecentDigests();

  constructor(
    private readonly wanted: WantedRecords,
    private readonly tally: PassedOverTally,
  ) {}

  itemOf(record: AppleRecord): ImportItem | null {
    const metric = findMetric(record.type);
    if (!metric) return this.passOver(record, 'Daybook has no metric for this type');
    if (!this.wanted.wantsMetric(metric.code)) return this.passOver(record, NOT_ASKED_FOR);
    const start = readPrintedInstant(record.startDate);
    const end = record.endDate === record.startDate ? start : readPrintedInstant(record.endDate);
    if (!start || !end) return this.refuse(record, 'its dates cannot be read');
    if (start.ms < 0) return this.refuse(record, 'it is dated before 1970');
    const isSleep = metric.code === SLEEP;
    const measured = isSleep ? stageOf(record) : valueOf(record);
    if (measured instanceof Unmeasured) return this.refuse(record, measured.reason);
    const timeZone = this.zoneOf(record);
    const isWanted = this.wanted.wantsStart(metric.code, start.ms, timeZone);
    if (!isWanted) return this.passOver(record, this.wanted.tooEarly);
    const unit = this.units.printed(record.unit);
    const source = this.sources.of(record.sourceName, record.sourceVersion, record.device);
    // XML attributes hold no line ends, so no two records can share a key by accident.
    const digest = contentDigest(
      `${metric.code}\n${source.key}\n${start.ms}\n${end.ms}\n${measured}\n${unit}`,
    );
    if (this.digests.sawBefore(digest)) return this.passOver(record, EXACT_COPY);
    const startAt = onClockOf(timeZone, start);
    // Built field by field: spreading parts together took a tenth of the whole import.
    const item: Draft = {
      id: mutationIdOf(start.ms, digest),
      type: metric.code,
      startAt,
      endAt: end === start ? startAt : onClockOf(timeZone, end),
      timeZone,
      source: 'healthkit',
      details: record.userEntered ? { ...source.details, userEntered: true } : source.details,
    };
    if (source.sourceDevice !== undefined) item.sourceDevice = source.sourceDevice;
    if (typeof measured === 'string') item.stage = measured;
    else {
      item.value = measured;
      // Apple prints 0.97 under the unit %, where everyone else means 97 by it.
      if (unit !== '') item.unit = unit === '%' ? '1' : unit;
    }
    return item;
  }

  /**
   * The zone that a record names, if it is one: iOS prints `GMT+0900` as well, which says nothing of summer.
   */
  private zoneOf({ timeZone }: AppleRecord): string {
    if (timeZone === '') return this.wanted.timeZone;
    const known = this.zones.get(timeZone);
    if (known !== undefined) return known;
    if (this.zones.size >= ZONES_REMEMBERED) this.zones.clear();
    const printed = ownCopy(timeZone);
    const zone = isTimeZone(printed) ? printed : this.wanted.timeZone;
    this.zones.set(printed, zone);
    return zone;
  }

  private passOver(record: AppleRecord, reason: string): null {
    this.tally.add(decodedText(record.type), reason, record.line);
    return null;
  }

  private refuse(record: AppleRecord, reason: string): null {
    this.tally.add(decodedText(record.type), reason, record.line, 'unreadable');
    return null;
  }
}

function stageOf(record: AppleRecord): SleepStage | Unmeasured {
  return appleSleepStage(record.value) ?? NO_STAGE;
}

function valueOf(record: AppleRecord): number | Unmeasured {
  const value = Number(record.value);
  // An empty text is zero to Number.
  if (value === 0 && record.value.trim() === '') return NO_VALUE;
  return Number.isFinite(value) ? value : NO_NUMBER;
}
