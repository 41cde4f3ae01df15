import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { SUBJECT_HEADER } from '@daybook/contract';
import { isUuid } from '@daybook/domain';
import { ProblemError, notFound } from '../problem/problem-error.js';
import type { Caller } from './caller.js';
import { POLICIES, type Permission } from './role.js';
import { SubjectDirectory } from './subject-directory.js';

const PERMISSION = 'daybook:permission';

/** What the caller of a route must be permitted. A route without it takes no caller at all. */
export const Requires = (permission: Permission) => SetMetadata(PERMISSION, permission);

/** Permissions over the whole installation, or over the token alone: no subject stands behind the request. */
const WITHOUT_SUBJECT: ReadonlySet<Permission> = new Set(['list_subjects', 'read_whole_audit', 'sign_out']);

/** Compares what a route requires with what the caller's role permits, and finds out whose data it is about. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly subjects: SubjectDirectory,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.get<Permission | undefined>(PERMISSION, context.getHandler());
    if (permission === undefined) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { caller } = request;
    if (!caller) throw new Error('a route that requires a permission was reached without a caller');
    if (!POLICIES[caller.role].permissions.has(permission)) {
      throw new ProblemError('forbidden', `a token of the role ${caller.role} may not do this`);
    }
    if (!WITHOUT_SUBJECT.has(permission)) request.subjectId = await this.subjectOf(caller, request.params);
    // A sign-in can change under a client between two requests: what it keeps of one subject is not for another.
    const meant = request.headers[SUBJECT_HEADER.toLowerCase()];
    if (meant !== undefined && String(meant).toLowerCase() !== (request.subjectId ?? caller.userId))
      throw notFound();
    return true;
  }

  /** The subject of the path, if the caller reaches it, else the token's own. */
  private async subjectOf(caller: Caller, params: unknown): Promise<string> {
    const named = (params as { userId?: string }).userId?.toLowerCase();
    if (named === undefined) {
      if (caller.userId !== null) return caller.userId;
      throw new ProblemError(
        'forbidden',
        'this token has no subject of its own: use /api/subjects/{userId}/…',
      );
    }
    if (named === caller.userId) return named;
    const reached =
      POLICIES[caller.role].reach === 'any' && isUuid(named) && (await this.subjects.exists(named));
    if (!reached) throw notFound();
    return named;
  }
}
