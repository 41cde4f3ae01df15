import { INGEST_MAX_ITEMS } from '@daybook/contract';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined } from 'class-validator';
import { Text } from '../problem/field-rules.js';

/** The envelope of CoachFit's `POST /ingest/steps`. Each record has a verdict of its own. */
export class IngestStepsDto {
  @Text(64)
  @IsDefined({ message: 'client_id is required' })
  client_id!: string;

  @ArrayMaxSize(INGEST_MAX_ITEMS)
  @ArrayMinSize(1)
  @IsArray()
  @IsDefined({ message: 'steps is required' })
  steps!: unknown[];
}

/** The envelope of CoachFit's `POST /ingest/sleep`. */
export class IngestSleepDto {
  @Text(64)
  @IsDefined({ message: 'client_id is required' })
  client_id!: string;

  @ArrayMaxSize(INGEST_MAX_ITEMS)
  @ArrayMinSize(1)
  @IsArray()
  @IsDefined({ message: 'sleep_records is required' })
  sleep_records!: unknown[];
}
