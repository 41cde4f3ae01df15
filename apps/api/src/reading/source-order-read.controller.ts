import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { WireSourceOrder } from '@daybook/contract';
import { ReadSourceOrder } from '@daybook/projections';
import { Requires } from '../access/access.guard.js';
import { SubjectId, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { readingPaths } from './reading-paths.js';

@Controller(readingPaths('source-order'))
export class SourceOrderReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('read')
  @Documented({
    name: 'readSourceOrder',
    tag: 'reading',
    summary: 'The subject’s own order of sources',
    answers: { 200: { description: 'Empty if none was set.', schema: 'SourceOrder' } },
  })
  read(@SubjectId() userId: string, @Wide() wideEvent: WideEvent): Promise<WireSourceOrder> {
    return wideEvent.reading(this.queries.execute(new ReadSourceOrder(userId)));
  }
}
