import { PAGE_DEFAULT_ROWS, PAGE_MAX_ROWS, STRING_MAX_LENGTH } from '@daybook/contract';
import { EVENT_TYPES } from '@daybook/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsOptional } from 'class-validator';
import { CalendarDate, InstantParameter, OneOf, Text, WholeNumber } from '../problem/field-rules.js';

export class AuditEventsQuery {
  @ApiPropertyOptional({ type: 'string', description: 'The header `Daybook-Next` of the page before.' })
  @Text(STRING_MAX_LENGTH)
  @IsOptional()
  after?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: PAGE_MAX_ROWS, default: PAGE_DEFAULT_ROWS })
  @WholeNumber(1, PAGE_MAX_ROWS)
  @IsOptional()
  limit?: string;

  @ApiPropertyOptional({ type: 'string', enum: [...EVENT_TYPES], description: 'Only events of this type.' })
  @OneOf(...EVENT_TYPES)
  @IsOptional()
  type?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date-time',
    description: 'Recorded at this instant or later.',
  })
  @InstantParameter()
  @IsOptional()
  from?: string;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', description: 'Recorded before this instant.' })
  @InstantParameter()
  @IsOptional()
  to?: string;
}

export class AuditRevisionsQuery {
  @ApiProperty({ type: 'string', description: 'Metric code or HealthKit identifier.', example: 'steps' })
  @Text(128)
  @IsDefined({ message: 'type is required' })
  type!: string;

  @ApiProperty({ type: 'string', format: 'date', example: '2026-05-24' })
  @CalendarDate()
  @IsDefined({ message: 'date is required' })
  date!: string;
}

export class AuditDayQuery {
  @ApiPropertyOptional({ type: 'string', format: 'date-time', description: 'As the log knew the day then.' })
  @InstantParameter()
  @IsOptional()
  asOf?: string;
}
