import { PAGE_DEFAULT_ROWS, PAGE_MAX_ROWS, STRING_MAX_LENGTH, WAIT_MAX_SECONDS } from '@daybook/contract';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { OneOf, Text, WholeNumber } from '../problem/field-rules.js';

/** Where in the feed, and what of it. */
export class FeedQuery {
  @ApiPropertyOptional({
    type: 'string',
    description:
      '`nextCursor` of the page before, or the cursor of a snapshot. Without it: from the beginning.',
  })
  @Text(STRING_MAX_LENGTH)
  @IsOptional()
  cursor?: string;

  @ApiPropertyOptional({
    type: 'string',
    description:
      'Only these, divided by commas. Part of the cursor: another set with it is `invalid_cursor`.',
    example: 'measurement,daily_aggregate',
  })
  @Text(128)
  @IsOptional()
  entities?: string;

  @ApiPropertyOptional({
    type: 'string',
    enum: ['self'],
    description: 'Measurements that this device wrote come without `data`; positions and all else stay.',
  })
  @OneOf('self')
  @IsOptional()
  exclude?: string;

  @ApiPropertyOptional({
    type: 'string',
    enum: ['true', 'false'],
    default: 'false',
    description: 'Only the newest change of each entity, for whoever starts with nothing.',
  })
  @OneOf('true', 'false')
  @IsOptional()
  latest?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: PAGE_MAX_ROWS, default: PAGE_DEFAULT_ROWS })
  @WholeNumber(1, PAGE_MAX_ROWS)
  @IsOptional()
  limit?: string;
}

export class ChangesQuery extends FeedQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: WAIT_MAX_SECONDS,
    default: 0,
    description: 'Seconds to wait for a change before an empty page is answered.',
  })
  @WholeNumber(0, WAIT_MAX_SECONDS)
  @IsOptional()
  wait?: string;
}

export class SnapshotQuery {
  @ApiPropertyOptional({
    type: 'string',
    description: 'Only these, divided by commas.',
    example: 'daily_aggregate',
  })
  @Text(128)
  @IsOptional()
  entities?: string;

  @ApiPropertyOptional({
    type: 'string',
    description: '`resume` of the last line that arrived: goes on behind it, under the first cursor.',
  })
  @Text(STRING_MAX_LENGTH)
  @IsOptional()
  after?: string;
}
