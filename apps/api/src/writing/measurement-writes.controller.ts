import { Body, Controller, Delete, Headers, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isUuid } from '@daybook/domain';
import type { Origin } from '@daybook/event-log';
import type { RecordOptions } from '@daybook/commands';
import { Requires } from '../access/access.guard.js';
import { OriginOf, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { invalidParameter, invalidRequest, notFound } from '../problem/problem-error.js';
import { ifMatchRevision } from './if-match.js';
import { MeasurementRecorder } from './measurement-recorder.js';
import { objectBody } from './object-body.js';
import { faultsOfItem } from './record-item.dto.js';
import { RefusedItem } from './refused-item.js';
import { RetractionQuery } from './retraction.dto.js';
import { answerSingle, type SingleAnswer } from './single-answer.js';
import { answerVerdicts } from './write-answers.js';

const CORRECTION_REJECTIONS = [
  'required',
  'invalid_type',
  'invalid_uuid',
  'future_timestamp',
  'invalid_value',
  'unknown_field',
  'unexpected_field',
  'unit_not_accepted',
  'value_out_of_range',
  'not_correctable',
] as const;

const REJECTIONS = [
  ...CORRECTION_REJECTIONS,
  'unknown_measurement',
  'invalid_date',
  'invalid_time_zone',
  'invalid_interval',
  'invalid_source',
  'too_long',
  'unknown_type',
  'external_id_mismatch',
  'external_id_conflict',
] as const;

const NO_ID = new RefusedItem(null, {
  code: 'required',
  pointer: '/id',
  detail: 'a mutation id is required, a UUIDv7 made by the client: send it as ?id= or as {"id": …}',
});

@Controller('api/measurements')
export class MeasurementWritesController {
  constructor(private readonly recorder: MeasurementRecorder) {}

  @Post()
  @Requires('write')
  @Documented({
    name: 'recordMeasurement',
    tag: 'writing',
    summary: 'One item of a batch by itself',
    body: 'BatchItem',
    answers: {
      200: {
        description: 'Accepted, and nothing new: an overwrite, a replay, history.',
        schema: 'SingleResponse',
      },
      201: { description: 'A new record.', schema: 'SingleResponse', headers: { Location: 'The record.' } },
    },
    problems: ['too_deep', 'payload_too_large', ...REJECTIONS],
  })
  async record(
    @Body() item: unknown,
    @OriginOf() origin: Origin,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    wideEvent.annotate('measurement.record');
    const answer = await this.write(origin, item, wideEvent);
    answerSingle(reply, answer, locationOf(answer.verdict.record?.measurementId));
  }

  @Patch(':id')
  @Requires('write')
  @Documented({
    name: 'correctMeasurement',
    tag: 'writing',
    summary: 'Correct the value of a day total or of a manual sample',
    description: 'A replay of the mutation is recognised before `If-Match` is looked at.',
    body: 'Correction',
    headers: { 'If-Match': 'The revision that must be the current one, in quotes.' },
    answers: { 200: { description: 'Accepted.', schema: 'SingleResponse' } },
    problems: [
      'too_deep',
      'payload_too_large',
      'revision_mismatch',
      ['unknown_measurement', 404],
      ...CORRECTION_REJECTIONS,
    ],
  })
  async correct(
    @Param('id') measurementId: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @OriginOf() origin: Origin,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseOtherThanUuid(measurementId);
    wideEvent.annotate('measurement.correct');
    const revision = ifMatchRevision(ifMatch);
    const options = revision === undefined ? {} : { ifMatch: revision };
    const item = { ...membersOf(body), measurementId };
    const answer = await this.write(origin, item, wideEvent, options);
    answerSingle(reply, { ...answer, statuses: { unknown_measurement: 404 } }, null);
  }

  @Delete(':id')
  @Requires('write')
  @Documented({
    name: 'retractMeasurement',
    tag: 'writing',
    summary: 'Take a record back',
    description:
      'The mutation id comes in the body or as `?id=`. A record that is not known yet is remembered as retracted.',
    body: 'Retraction',
    answers: { 200: { description: 'Accepted.', schema: 'SingleResponse' } },
    problems: ['too_deep', 'payload_too_large', 'required', 'invalid_uuid', 'future_timestamp'],
  })
  async retract(
    @Param('id') measurementId: string,
    @Query() query: RetractionQuery,
    @Body() body: unknown,
    @OriginOf() origin: Origin,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseOtherThanUuid(measurementId);
    wideEvent.annotate('measurement.retract');
    const members = body === undefined || body === null ? {} : membersOf(body);
    const id = members['id'] ?? query.id;
    if (query.id !== undefined && id !== query.id) {
      throw invalidParameter('id', 'invalid_value', 'send the mutation id once: in the query or in the body');
    }
    const item = id === undefined ? NO_ID : { ...members, id, retract: true, measurementId };
    answerSingle(reply, await this.write(origin, item, wideEvent), null);
  }

  private async write(
    origin: Origin,
    item: unknown,
    wideEvent: WideEvent,
    options: RecordOptions = {},
  ): Promise<SingleAnswer> {
    const { verdicts, epoch, seq } = await this.recorder.record(origin, [item], wideEvent, options);
    answerVerdicts(verdicts, wideEvent);
    const [verdict] = verdicts;
    if (!verdict) throw new Error('one item has one verdict');
    const faults = () => (item instanceof RefusedItem ? [] : faultsOfItem(item));
    return { verdict, faults, writtenTo: { userId: origin.userId, epoch, seq } };
  }
}

function locationOf(measurementId: string | undefined): string | null {
  return measurementId === undefined ? null : `/api/measurements/${measurementId}`;
}

/** A path takes any version of UUID; what is none cannot be the id of anything. */
function refuseOtherThanUuid(id: string): void {
  if (!isUuid(id)) throw notFound();
}

/** The members of a body whose measurement is named by the path. */
function membersOf(body: unknown): Readonly<Record<string, unknown>> {
  const members = objectBody(body);
  for (const name of ['measurementId', 'retract']) {
    if (!(name in members)) continue;
    const detail = `leave ${name} out: path and method say it`;
    throw invalidRequest([{ pointer: `/${name}`, code: 'unexpected_field', detail }]);
  }
  return members;
}
