import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { ReadHead, type Head } from './read-head.query.js';
import { readHead } from './head.js';

@QueryHandler(ReadHead)
export class ReadHeadHandler implements IQueryHandler<ReadHead> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  execute({ userId }: ReadHead): Promise<Head> {
    return readHead(this.pool, userId);
  }
}
