import type { FieldError } from '@daybook/contract';
import { changeFaults, SLEEP_STAGES } from '@daybook/domain';
import { IsDefined, IsOptional } from 'class-validator';
import { checkShape } from '../problem/field-errors.js';
import {
  CalendarDate,
  FiniteNumber,
  InstantText,
  JsonObject,
  MutationIdText,
  OneOf,
  SourceName,
  Text,
} from '../problem/field-rules.js';

/**
 * The members of an item that records. The domain decides on items, with one verdict each and the first fault it
 * meets; this class finds the others, when a single item was sent and refused.
 */
class RecordItemDto {
  @MutationIdText()
  @IsDefined({ message: 'id is required' })
  id: unknown;

  @Text(128)
  @IsDefined({ message: 'type is required' })
  type: unknown;

  @FiniteNumber()
  @IsOptional()
  value: unknown;

  @Text(64)
  @IsOptional()
  unit: unknown;

  @InstantText()
  @IsOptional()
  startAt: unknown;

  @InstantText()
  @IsOptional()
  endAt: unknown;

  @CalendarDate()
  @IsOptional()
  localDate: unknown;

  @Text(64)
  @IsOptional()
  timeZone: unknown;

  @Text(160)
  @IsOptional()
  externalId: unknown;

  @SourceName()
  @IsOptional()
  source: unknown;

  @Text(200)
  @IsOptional()
  sourceDevice: unknown;

  @OneOf(...SLEEP_STAGES)
  @IsOptional()
  stage: unknown;

  @JsonObject()
  @IsOptional()
  details: unknown;
}

/** Every fault of every member of a refused item. */
export function faultsOfItem(item: unknown): readonly FieldError[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return [];
  if ('measurementId' in item || 'retract' in item) return changeFaults(item);
  return checkShape(RecordItemDto, item, { prefix: '/', onlyKnown: true }).errors;
}
