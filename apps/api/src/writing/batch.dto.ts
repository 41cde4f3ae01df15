import { ArrayMinSize, IsArray, IsDefined } from 'class-validator';

/** The envelope of a batch. Its items are for the domain to judge, one by one. */
export class BatchDto {
  @ArrayMinSize(1, { message: 'items must hold at least one item' })
  @IsArray({ message: 'items must be an array' })
  @IsDefined({ message: 'items is required' })
  items!: unknown[];
}
