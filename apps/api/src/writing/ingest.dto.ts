import { INGEST_MAX_ITEMS } from '@daybook/contract';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined } from 'class-validator';
import { Text } from '../problem/field-rules.js';

const COUNT = { minItems: 1, maxItems: INGEST_MAX_ITEMS };

/** The envelope of CoachFit's `POST /ingest/steps`. Each record has a verdict of its own. */
export class IngestStepsDto {
  @ApiProperty({ type: 'string', format: 'uuid', description: 'The subject that the token writes for.' })
  @Text(64)
  @IsDefined({ message: 'client_id is required' })
  client_id!: string;

  @ApiProperty({ type: 'array', ...COUNT, items: { $ref: '#/components/schemas/StepsRecord' } })
  @ArrayMaxSize(INGEST_MAX_ITEMS)
  @ArrayMinSize(1)
  @IsArray()
  @IsDefined({ message: 'steps is required' })
  steps!: unknown[];
}

/** The envelope of CoachFit's `POST /ingest/sleep`. */
export class IngestSleepDto {
  @ApiProperty({ type: 'string', format: 'uuid', description: 'The subject that the token writes for.' })
  @Text(64)
  @IsDefined({ message: 'client_id is required' })
  client_id!: string;

  @ApiProperty({ type: 'array', ...COUNT, items: { $ref: '#/components/schemas/SleepRecord' } })
  @ArrayMaxSize(INGEST_MAX_ITEMS)
  @ArrayMinSize(1)
  @IsArray()
  @IsDefined({ message: 'sleep_records is required' })
  sleep_records!: unknown[];
}
