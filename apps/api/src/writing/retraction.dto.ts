import { IsOptional } from 'class-validator';
import { Text } from '../problem/field-rules.js';

/** The mutation id of a retraction, for clients whose DELETE carries no body. The domain judges it. */
export class RetractionQuery {
  @Text(64)
  @IsOptional()
  id?: string;
}
