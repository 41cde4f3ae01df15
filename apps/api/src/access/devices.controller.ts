import { Controller, Delete, Get, HttpCode, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { Page, WireDevice } from '@daybook/contract';
import { isUuid } from '@daybook/domain';
import { ReadSyncStatus } from '@daybook/projections';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { notFound } from '../problem/problem-error.js';
import { Requires } from './access.guard.js';
import type { Caller } from './caller.js';
import { Devices } from './devices.js';
import { CallerOf, SubjectId, Wide } from './request-parameters.js';
import { forgottenSessionCookie } from './session-cookie.js';

@Controller('api/devices')
export class DevicesController {
  constructor(
    private readonly devices: Devices,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('manage_devices')
  @Documented({
    name: 'listDevices',
    tag: 'access',
    summary: 'The devices that are signed in to the token’s subject',
    description:
      'Not paged. A device that was signed out, or whose tokens have all expired, is not among them.',
    answers: { 200: { description: 'The first signed in first.', schema: 'DevicesPage' } },
  })
  async list(
    @SubjectId() userId: string,
    @CallerOf() caller: Caller,
    @Wide() wideEvent: WideEvent,
  ): Promise<Page<WireDevice>> {
    const [devices, { lastWriteAt }] = await Promise.all([
      this.devices.signedIn(userId),
      wideEvent.reading(this.queries.execute(new ReadSyncStatus(userId))),
    ]);
    const items = devices.map(({ id, name, kind, createdAt }) => ({
      id,
      name,
      kind,
      createdAt: new Date(createdAt).toISOString(),
      lastWriteAt: lastWriteAt.devices[id] ?? null,
      current: id === caller.deviceId,
    }));
    return { items };
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('manage_devices')
  @Documented({
    name: 'signOutDevice',
    tag: 'access',
    summary: 'Sign a device out',
    description:
      'Its tokens end within a second, its open streams with them; what it wrote stays. To sign out the device that asks is a sign-out.',
    answers: { 204: { description: 'It is signed out.' } },
    problems: ['cross_site_request'],
  })
  async signOut(
    @Param('id') id: string,
    @SubjectId() userId: string,
    @CallerOf() { deviceId }: Caller,
    @Wide() wideEvent: WideEvent,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    wideEvent.annotate('device.sign-out');
    if (!isUuid(id) || !(await this.devices.signOut(userId, id.toLowerCase()))) throw notFound();
    if (id.toLowerCase() === deviceId) reply.header('set-cookie', forgottenSessionCookie(reply.request));
  }
}
