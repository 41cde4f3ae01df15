import { INGEST_MAX_ITEMS } from '@daybook/contract';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined } from 'class-validator';
import { Text } from '../problem/field-rules.js';

const LIST = { message: `$property must be an array of 1 to ${INGEST_MAX_ITEMS} records` };

/** The envelope of CoachFit's `POST /ingest/steps`. Each record has a verdict of its own. */
export class IngestStepsDto {
  @Text(64)
  @IsDefined({ message: 'client_id is required' })
  client_id!: string;

  @ArrayMaxSize(INGEST_MAX_ITEMS, LIST)
  @ArrayMinSize(1, LIST)
  @IsArray(LIST)
  @IsDefined({ message: 'steps is required' })
  steps!: unknown[];
}

/** The envelope of CoachFit's `POST /ingest/sleep`. */
export class IngestSleepDto {
  @Text(64)
  @IsDefined({ message: 'client_id is required' })
  client_id!: string;

  @ArrayMaxSize(INGEST_MAX_ITEMS, LIST)
  @ArrayMinSize(1, LIST)
  @IsArray(LIST)
  @IsDefined({ message: 'sleep_records is required' })
  sleep_records!: unknown[];
}
