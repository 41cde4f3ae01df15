import { STRING_MAX_LENGTH } from '@daybook/contract';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Text } from '../problem/field-rules.js';

export class SyncStatusQuery {
  @ApiPropertyOptional({
    type: 'string',
    description: 'The cursor that the replica holds, to learn how it stands.',
  })
  @Text(STRING_MAX_LENGTH)
  @IsOptional()
  cursor?: string;
}
