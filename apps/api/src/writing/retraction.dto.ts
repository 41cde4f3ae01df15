import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Text } from '../problem/field-rules.js';

/** The mutation id of a retraction, for clients whose DELETE carries no body. The domain judges it. */
export class RetractionQuery {
  @ApiPropertyOptional({ type: 'string', format: 'uuid', description: 'Mutation id, when there is no body.' })
  @Text(64)
  @IsOptional()
  id?: string;
}
