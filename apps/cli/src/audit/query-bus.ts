import 'reflect-metadata';
import { ProjectionsModule } from '@daybook/projections';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';

/** The views without the server around them. */
@Module({})
export class ViewsModule {
  static of(pool: Pool): DynamicModule {
    return { module: ViewsModule, imports: [CqrsModule.forRoot(), ProjectionsModule.forRoot({ pool })] };
  }
}

/** Runs some work that asks the views, as the server asks them. */
export async function withQueries<Result>(
  pool: Pool,
  work: (queries: QueryBus) => Promise<Result>,
): Promise<Result> {
  const views = await NestFactory.createApplicationContext(ViewsModule.of(pool), {
    logger: false,
    abortOnError: false,
  });
  try {
    return await work(views.get(QueryBus));
  } finally {
    await views.close();
  }
}
