import { canonicalValue, inCustomRange, inRange } from './check-value.js';
import { EMPTY_CONTENT, sameContent, type Content } from './content.js';
import { confirming } from './confirming.js';
import { accepted, rejected, type Decision } from './decision.js';
import { logEvent, type LogEvent } from './event.js';
import { ItemFault } from './item-fields.js';
import type { Measurement, MeasurementSituation } from './measurement.js';
import { findMetric } from './metrics.js';
import type { CorrectionMutation } from './mutation.js';

/** Decides a correction: an overwrite of a day total, a new value on top of a manual sample, nothing else. */
export function decideCorrection(
  record: MeasurementSituation | undefined,
  mutation: CorrectionMutation,
): Decision {
  if (record === undefined || record.situation === 'retraction_remembered') {
    const detail = 'no such record has arrived yet: send the correction again after what it corrects';
    return rejected('unknown_measurement', '/measurementId', detail);
  }
  const correctable = record.kind === 'day_total' || (record.kind === 'sample' && record.source === 'manual');
  if (!correctable) {
    const detail =
      'only a day total and a manual sample can be corrected: retract the record and send it again, or override the day';
    return rejected('not_correctable', '/measurementId', detail, record.id);
  }
  const value = correctedValue(record, mutation);
  if (typeof value === 'object' && value !== null) return value;
  return record.kind === 'day_total'
    ? correctTotal(record, mutation, value)
    : correctSample(record, mutation, value);
}

/** The value in the record's unit, or why it cannot be. */
function correctedValue(record: Measurement, { value, unit }: CorrectionMutation): number | null | Decision {
  if (value === null) {
    if (record.kind === 'day_total') return null;
    const detail = 'only a day total can be cleared: retract a sample instead';
    return rejected('invalid_value', '/value', detail, record.id);
  }
  const metric = findMetric(record.type);
  try {
    if (!metric) {
      if (unit === null || unit === record.unit) return inCustomRange(record.type, value);
      return rejected(
        'unit_not_accepted',
        '/unit',
        `${record.type} accepts the unit ${record.unit}`,
        record.id,
      );
    }
    return inRange(metric, canonicalValue(metric, value, unit));
  } catch (fault) {
    if (fault instanceof ItemFault)
      return { status: 'rejected', rejection: fault.rejection, measurementId: record.id };
    throw fault;
  }
}

function correctTotal(record: Measurement, mutation: CorrectionMutation, value: number | null): Decision {
  const newer = mutation.id > record.mutationId;
  const same = record.state !== 'retracted' && sameContent(record.content, correctedTotal(record, value));
  if (newer && same) return accepted('unchanged', confirming(record, mutation.id));
  const event = logEvent('StatsOverwritten', mutation.id, {
    ...correctionFields(record, mutation, value),
    superseded: !newer,
  });
  return accepted(newer ? 'updated' : 'superseded', event);
}

/** A correction's whole content is its value; the day is the record's identity. */
function correctedTotal(record: Measurement, value: number | null): Content {
  return { ...EMPTY_CONTENT, localDate: record.content.localDate, value };
}

function correctSample(record: Measurement, mutation: CorrectionMutation, value: number | null): Decision {
  const corrected = record.mutationId !== record.recordedMutationId;
  const overtaken = record.state === 'retracted' || (corrected && mutation.id < record.mutationId);
  if (!overtaken && record.content.value === value)
    return accepted('unchanged', confirming(record, mutation.id));
  const event = logEvent('MeasurementCorrected', mutation.id, {
    ...correctionFields(record, mutation, value),
    superseded: overtaken,
  });
  return accepted(overtaken ? 'superseded' : 'updated', event);
}

function correctionFields(
  record: Measurement,
  mutation: CorrectionMutation,
  value: number | null,
): Partial<LogEvent> {
  const converted = value !== null && mutation.unit !== null && mutation.unit !== record.unit;
  return {
    measurementId: record.id,
    metric: record.type,
    unit: record.unit,
    source: record.source,
    externalId: record.externalId,
    localDate: record.content.localDate,
    value,
    sentValue: converted ? mutation.value : null,
    sentUnit: converted ? mutation.unit : null,
    previousValue: record.content.value,
    previousMutationId: record.mutationId,
  };
}
