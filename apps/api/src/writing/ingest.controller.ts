import { Body, Controller, Post, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { IngestError, IngestResponse } from '@daybook/contract';
import { NAME_SHOWN_LENGTH, type Verdict } from '@daybook/domain';
import type { Origin } from '@daybook/event-log';
import { Requires } from '../access/access.guard.js';
import { OriginOf, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { notFound } from '../problem/problem-error.js';
import { sendJson } from '../server/send-json.js';
import { ArrivalIds } from './arrival-ids.js';
import { IngestFault, ingestMessage, type IngestItem } from './ingest-record.js';
import { IngestSleepDto, IngestStepsDto } from './ingest.dto.js';
import { MeasurementRecorder } from './measurement-recorder.js';
import { RefusedItem } from './refused-item.js';
import { sleepItem } from './sleep-item.js';
import { stepsItem } from './steps-item.js';
import { answerVerdicts } from './write-answers.js';

/** The records of one body, how each becomes an item, and who sent them. */
interface Ingest {
  readonly clientId: string;
  readonly records: readonly unknown[];
  readonly toItem: (record: unknown) => IngestItem;
  readonly origin: Origin;
  readonly wideEvent: WideEvent;
}

const INGEST_ANSWERS = {
  200: { description: 'Every record was taken.', schema: 'IngestResponse' },
  207: { description: 'Some records were refused; `errors` says which and why.', schema: 'IngestResponse' },
} as const;

/** CoachFit's two bodies, which become day totals of HealthKit. */
@Controller('api/ingest')
export class IngestController {
  constructor(
    private readonly recorder: MeasurementRecorder,
    private readonly ids: ArrivalIds,
  ) {}

  @Post('steps')
  @Requires('write')
  @RouteConfig({ tooLarge: 'batch_too_large', itemwise: true })
  @Documented({
    name: 'ingestSteps',
    tag: 'writing',
    summary: 'Days of steps as CoachFit sends them',
    description: 'They become day totals of HealthKit. Without `id` the order of arrival counts.',
    body: 'IngestStepsRequest',
    answers: INGEST_ANSWERS,
    problems: ['not_found', 'batch_too_large'],
  })
  async steps(
    @Body() { client_id: clientId, steps: records }: IngestStepsDto,
    @OriginOf() origin: Origin,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    wideEvent.annotate('ingest.steps');
    answer(reply, await this.ingest({ clientId, records, toItem: stepsItem, origin, wideEvent }));
  }

  @Post('sleep')
  @Requires('write')
  @RouteConfig({ tooLarge: 'batch_too_large', itemwise: true })
  @Documented({
    name: 'ingestSleep',
    tag: 'writing',
    summary: 'Nights of sleep as CoachFit sends them',
    description: 'They become day totals of HealthKit, with the minutes of each stage.',
    body: 'IngestSleepRequest',
    answers: INGEST_ANSWERS,
    problems: ['not_found', 'batch_too_large'],
  })
  async sleep(
    @Body() { client_id: clientId, sleep_records: records }: IngestSleepDto,
    @OriginOf() origin: Origin,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    wideEvent.annotate('ingest.sleep');
    answer(reply, await this.ingest({ clientId, records, toItem: sleepItem, origin, wideEvent }));
  }

  private async ingest({ clientId, records, toItem, origin, wideEvent }: Ingest): Promise<IngestResponse> {
    if (clientId.toLowerCase() !== origin.userId) throw notFound();
    const items = records.map((record) => this.item(record, toItem));
    // Ids go on rising when the clock is set back; by the clock alone they would lie too far ahead to be taken.
    const options = { clockHasShown: this.ids.timeMs };
    const { verdicts } = await this.recorder.record(origin, items, wideEvent, options);
    answerVerdicts(verdicts, wideEvent);
    return ingestResponse(records, verdicts);
  }

  private item(record: unknown, toItem: (record: unknown) => IngestItem): IngestItem | RefusedItem {
    try {
      const item = toItem(record);
      return { ...item, id: item['id'] ?? this.ids.next() };
    } catch (fault) {
      if (fault instanceof IngestFault) return new RefusedItem(idOf(record), fault.rejection);
      throw fault;
    }
  }
}

function idOf(record: unknown): string | null {
  const id = (record as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : null;
}

function ingestResponse(records: readonly unknown[], verdicts: readonly Verdict[]): IngestResponse {
  const errors: IngestError[] = [];
  verdicts.forEach((verdict, index) => {
    if (verdict.status !== 'rejected') return;
    const date = (records[index] as { date?: unknown } | null)?.date;
    const { code } = verdict.rejection;
    const shown = typeof date === 'string' ? date.slice(0, NAME_SHOWN_LENGTH) : null;
    errors.push({ index, date: shown, message: ingestMessage(verdict.rejection), code });
  });
  const total = records.length;
  const processed = total - errors.length;
  return { success: processed > 0, processed, total, ...(errors.length > 0 && { errors }) };
}

function answer(reply: FastifyReply, response: IngestResponse): void {
  sendJson(reply, response.errors ? 207 : 200, JSON.stringify(response));
}
