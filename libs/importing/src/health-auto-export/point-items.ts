import { findMetric } from '@daybook/domain';
import { contentDigest, mutationIdOf } from '../content-digest.js';
import { cutText } from '../cut-text.js';
import type { ImportItem } from '../import-item.js';
import type { PassedOverTally } from '../passed-over-tally.js';
import { onClockOf } from '../printed-instant.js';
import { RecentDigests } from '../recent-digests.js';
import { NOT_ASKED_FOR, type WantedRecords } from '../wanted-records.js';
import { isPoint, type Point } from './point.js';
import { quantityReadings } from './quantity-readings.js';
import type { Reading, When } from './reading.js';
import { NO_SLEEP, sleepReadings } from './sleep-readings.js';
import type { SurveyedMetric } from './survey.js';

/** The app reads HealthKit and nothing else; its totals share the register of the phone's own. */
const SOURCE = 'healthkit';
const SLEEP_ANALYSIS = 'sleep_analysis';
const SOURCE_DEVICE_LIMIT = 200;

const EXACT_COPY = 'an exact copy of it stands in the same file';
const NAMELESS = 'a metric without a name';
const SECOND_TOTAL = 'the file holds another total of the same day';

/** Makes items of the points of an export, and counts those of which it makes none. */
export class PointItems {
  private readonly digests = new RecentDigests();
  private readonly days = new RecentDigests();

  constructor(
    private readonly wanted: WantedRecords,
    private readonly exportedAtMs: number,
    private readonly tally: PassedOverTally,
  ) {}

  itemsOf(metric: SurveyedMetric, point: unknown, line: number): ImportItem[] {
    if (!isPoint(point)) return this.refuse(metric.name, 'it is no JSON object', line);
    const isSleep = metric.name === SLEEP_ANALYSIS;
    const readings = isSleep
      ? sleepReadings(metric, point, this.wanted.timeZone)
      : quantityReadings(metric, point);
    if (readings === NO_SLEEP) return this.passOver(metric.name, readings, line);
    if (typeof readings === 'string') return this.refuse(metric.name, readings, line);
    return readings.flatMap((reading) => this.itemOf(metric.name, reading, point, line));
  }

  private itemOf(name: string, reading: Reading, point: Point, line: number): ImportItem[] {
    const metric = findMetric(reading.code);
    if (!metric) return this.passOver(name, 'Daybook has no metric for this name', line);
    if (!this.wanted.wantsMetric(metric.code)) return this.passOver(name, NOT_ASKED_FOR, line);
    const { when } = reading;
    const { timeZone } = this.wanted;
    if (!this.isWanted(metric.code, when)) return this.passOver(name, this.wanted.tooEarly, line);
    if ((when.start?.ms ?? 0) < 0) return this.refuse(name, 'it is dated before 1970', line);
    const device = sourceDeviceOf(point);
    const { value, unit, stage, details } = reading;
    const time = when.kind === 'day' ? when.date : when.start.ms;
    const digest = contentDigest(
      JSON.stringify([metric.code, SOURCE, device, time, when.end?.ms, value, unit, stage, details]),
    );
    if (this.digests.sawBefore(digest)) return this.passOver(name, EXACT_COPY, line);
    const identity = `stats:${metric.healthKit ?? metric.code}:`;
    if (when.kind === 'day' && this.days.sawBefore(contentDigest(identity + when.date))) {
      return this.refuse(name, SECOND_TOTAL, line);
    }
    const item: ImportItem = {
      id: mutationIdOf(when.kind === 'day' ? this.exportedAtMs : when.start.ms, digest),
      type: metric.code,
      source: SOURCE,
      ...(value !== undefined && { value }),
      ...(unit !== undefined && { unit }),
      ...(stage !== undefined && { stage }),
      ...(when.start && { startAt: onClockOf(timeZone, when.start), timeZone }),
      ...(when.end && { endAt: onClockOf(timeZone, when.end) }),
      ...(when.kind === 'day' && { externalId: identity + when.date }),
      ...(device !== undefined && { sourceDevice: device }),
      ...(details && { details }),
    };
    return [item];
  }

  private isWanted(code: string, when: When): boolean {
    if (when.kind === 'day') return this.wanted.wantsDate(when.date);
    return this.wanted.wantsStart(code, when.start.ms, this.wanted.timeZone);
  }

  private passOver(name: string, reason: string, line: number): [] {
    this.tally.add(name || NAMELESS, reason, line);
    return [];
  }

  private refuse(name: string, reason: string, line: number): [] {
    this.tally.add(name || NAMELESS, reason, line, 'unreadable');
    return [];
  }
}

/** `Irvin’s Apple Watch|iPhone`: the app joins the names of all devices that took part. */
function sourceDeviceOf(point: Point): string | undefined {
  const name = point['source'] ?? point['sleepSource'];
  return typeof name === 'string' && name.trim() !== '' ? cutText(name, SOURCE_DEVICE_LIMIT) : undefined;
}
