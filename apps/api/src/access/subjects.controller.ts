import { Controller, Get, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { PAGE_DEFAULT_ROWS, PAGE_MAX_ROWS, type Page } from '@daybook/contract';
import { isUuid } from '@daybook/domain';
import { Documented } from '../openapi/documented.js';
import { Text, WholeNumber } from '../problem/field-rules.js';
import { invalidParameter } from '../problem/problem-error.js';
import { Requires } from './access.guard.js';
import type { Caller } from './caller.js';
import { CallerOf } from './request-parameters.js';
import { POLICIES } from './role.js';
import { SubjectDirectory } from './subject-directory.js';

class SubjectsQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: PAGE_MAX_ROWS, default: PAGE_DEFAULT_ROWS })
  @WholeNumber(1, PAGE_MAX_ROWS)
  @IsOptional()
  limit?: string;

  @ApiPropertyOptional({ type: 'string', description: '`next` of the page before.' })
  @Text(64)
  @IsOptional()
  after?: string;
}

/** Whom a token may see. */
export interface VisibleSubject {
  readonly id: string;
}

@Controller('api/subjects')
export class SubjectsController {
  constructor(private readonly subjects: SubjectDirectory) {}

  @Get()
  @Requires('list_subjects')
  @Documented({
    name: 'listSubjects',
    tag: 'access',
    summary: 'Whom the token may see',
    answers: { 200: { description: 'A page; `next` is absent on the last.', schema: 'SubjectsPage' } },
  })
  async list(
    @Query() { limit, after }: SubjectsQuery,
    @CallerOf() caller: Caller,
  ): Promise<Page<VisibleSubject>> {
    if (POLICIES[caller.role].reach === 'own')
      return { items: caller.userId === null ? [] : [{ id: caller.userId }] };
    if (after !== undefined && !isUuid(after)) {
      throw invalidParameter('after', 'invalid_value', 'after must be the next of an earlier page');
    }
    const rows = Number(limit ?? PAGE_DEFAULT_ROWS);
    const ids = await this.subjects.list(after ?? null, rows + 1);
    const items = ids.slice(0, rows).map((id) => ({ id }));
    const last = items.at(-1);
    return ids.length > rows && last ? { items, next: last.id } : { items };
  }
}
