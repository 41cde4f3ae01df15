import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiSecurity } from '@nestjs/swagger';

/** A route under `/api` that needs no token: what it answers is the same for everybody. */
export function Public(): MethodDecorator {
  return applyDecorators(RouteConfig({ public: true }), ApiSecurity({}));
}
