import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';
import { eitherCommand } from '@daybook/contract';
import { Documented } from '../openapi/documented.js';
import { Text } from '../problem/field-rules.js';
import { ProblemError } from '../problem/problem-error.js';
import { browserName } from './browser-name.js';
import { looksAhead } from './looks-ahead.js';
import { sessionCookie, sessionTokenOf } from './session-cookie.js';
import { SignInPageFilter } from './sign-in-page.filter.js';
import { SignIn } from './sign-in.js';

class SignInQuery {
  @ApiProperty({ type: 'string', description: 'The code of a sign-in link; it works once.' })
  @Text(128)
  @IsDefined({ message: 'code is required' })
  code!: string;
}

@Controller('sign-in')
@UseFilters(SignInPageFilter)
export class SignInController {
  constructor(private readonly signIn: SignIn) {}

  @Get()
  @Documented({
    name: 'openSignInLink',
    tag: 'access',
    summary: 'Turn the code of a one-time link into the session of a browser',
    description:
      'Who only looks ahead (`HEAD`, a declared prefetch, a preview of the link) does not spend it.',
    answers: {
      204: { description: 'Nothing yet: the link still works.' },
      303: { description: 'Signed in.', headers: { 'Set-Cookie': 'The session.', Location: 'The page.' } },
    },
    problems: ['unauthenticated'],
  })
  async open(
    @Query() { code }: SignInQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (looksAhead(request)) {
      // No success that a browser could keep and show later instead of opening the link: it drops an empty one.
      void reply.code(204).headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).send();
      return;
    }
    const { 'user-agent': userAgent, cookie } = request.headers;
    const browser = { name: browserName(userAgent), session: sessionTokenOf(cookie) };
    const token = await this.signIn.redeem(code, browser);
    if (token === null) {
      const command = eitherCommand('token create … --link');
      const detail = `the link has been used or is too old: make another with ${command}`;
      throw new ProblemError('unauthenticated', detail);
    }
    // The code must not stay in the address bar, nor be sent on as a referrer.
    reply.headers({ 'set-cookie': sessionCookie(token, request), 'referrer-policy': 'no-referrer' });
    void reply.code(303).redirect('/', 303);
  }
}
