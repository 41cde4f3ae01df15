import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/**
 * The page loads everything from its own server. `upgrade-insecure-requests` and HSTS are left to the proxy that
 * holds the certificate: on plain http://localhost they would break the page.
 */
export async function addSecurityHeaders(fastify: FastifyInstance): Promise<void> {
  await fastify.register(helmet, {
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
  });
}
