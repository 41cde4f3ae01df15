import { BATCH_MAX_ITEMS } from '@daybook/contract';
import { ArrayMinSize, IsArray, IsDefined } from 'class-validator';

const LIST = `items must be an array of 1 to ${BATCH_MAX_ITEMS} items`;

/** The envelope of a batch. Its items are for the domain to judge, one by one. */
export class BatchDto {
  @ArrayMinSize(1, { message: LIST })
  @IsArray({ message: LIST })
  @IsDefined({ message: 'items is required' })
  items!: unknown[];
}
