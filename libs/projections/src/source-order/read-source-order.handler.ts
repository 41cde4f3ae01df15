import type { WireSourceOrder } from '@daybook/contract';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { utcText } from '../utc-text.js';
import { ReadSourceOrder } from './read-source-order.query.js';

const READ_SOURCE_ORDER: Statement = {
  name: 'read-source-order',
  text: `
select o.sources, o.mutation_id, o.revision::float8 as revision, ${utcText('o.updated_at')} as updated_at
from source_orders o
where o.user_id = $1`,
};

interface SourceOrderRow {
  readonly sources: string[];
  readonly mutation_id: string;
  readonly revision: number;
  readonly updated_at: string;
}

const NONE: WireSourceOrder = { sources: [], mutationId: null, revision: 0, updatedAt: null };

@QueryHandler(ReadSourceOrder)
export class ReadSourceOrderHandler implements IQueryHandler<ReadSourceOrder> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId }: ReadSourceOrder): Promise<WireSourceOrder> {
    const [row] = await readRows<SourceOrderRow>(this.pool, READ_SOURCE_ORDER, [userId]);
    if (!row) return NONE;
    const { sources, mutation_id: mutationId, revision, updated_at: updatedAt } = row;
    return { sources, mutationId, revision, updatedAt };
  }
}
