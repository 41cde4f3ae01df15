import { PAGE_DEFAULT_ROWS, PAGE_MAX_ROWS, STRING_MAX_LENGTH } from '@daybook/contract';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { CalendarDate, Text, WholeNumber } from '../problem/field-rules.js';

export class MeasurementsQuery {
  @ApiPropertyOptional({
    type: 'string',
    description: 'Metric code or HealthKit identifier.',
    example: 'steps',
  })
  @Text(128)
  @IsOptional()
  type?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date',
    description: 'First local day.',
    example: '2026-05-01',
  })
  @CalendarDate()
  @IsOptional()
  from?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date',
    description: 'Last local day.',
    example: '2026-05-31',
  })
  @CalendarDate()
  @IsOptional()
  to?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: PAGE_MAX_ROWS, default: PAGE_DEFAULT_ROWS })
  @WholeNumber(1, PAGE_MAX_ROWS)
  @IsOptional()
  limit?: string;

  @ApiPropertyOptional({ type: 'string', description: '`next` of the page before.' })
  @Text(STRING_MAX_LENGTH)
  @IsOptional()
  after?: string;
}
