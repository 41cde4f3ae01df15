import { Controller, Delete, HttpCode, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { Requires } from './access.guard.js';
import type { Caller } from './caller.js';
import { Devices } from './devices.js';
import { CallerOf, Wide } from './request-parameters.js';
import { forgottenSessionCookie } from './session-cookie.js';

@Controller('api/session')
export class SessionController {
  constructor(private readonly devices: Devices) {}

  @Delete()
  @HttpCode(204)
  @Requires('sign_out')
  @Documented({
    name: 'signOut',
    tag: 'access',
    summary: 'Sign out whoever asks',
    description:
      'Ends the token that the request carries, with its device where it has one, within a second. A browser forgets its session cookie.',
    answers: {
      204: {
        description: 'Signed out.',
        headers: { 'Set-Cookie': 'Takes the session from the browser.' },
      },
    },
    problems: ['cross_site_request'],
  })
  async signOut(
    @CallerOf() caller: Caller,
    @Wide() wideEvent: WideEvent,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    wideEvent.annotate('session.sign-out');
    await this.devices.signOutCaller(caller);
    reply.header('set-cookie', forgottenSessionCookie(reply.request));
  }
}
