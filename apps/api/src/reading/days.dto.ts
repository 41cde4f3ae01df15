import { DAYS_MAX } from '@daybook/contract';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { CalendarDate, InstantParameter, Text } from '../problem/field-rules.js';

/** Of one day: which metric, and as known when. */
export class DayQuery {
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
    format: 'date-time',
    description: 'As the log knew it at this instant. An answer that says `settled: true` never changes.',
    example: '2026-05-24T12:00:00Z',
  })
  @InstantParameter()
  @IsOptional()
  asOf?: string;
}

export class DaysQuery extends DayQuery {
  @ApiPropertyOptional({
    type: 'string',
    format: 'date',
    description: `First local day; without it the ${DAYS_MAX} days up to \`to\`.`,
    example: '2026-05-01',
  })
  @CalendarDate()
  @IsOptional()
  from?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date',
    description: `Last local day; without it ${DAYS_MAX} days from \`from\`, or today where the day is furthest ahead.`,
    example: '2026-05-31',
  })
  @CalendarDate()
  @IsOptional()
  to?: string;
}
