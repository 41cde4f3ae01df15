import type { FastifyReply } from 'fastify';

/** Sends text that is JSON already: nothing is serialised twice. */
export function sendJson(reply: FastifyReply, status: number, text: string): void {
  void reply.code(status).type('application/json; charset=utf-8').send(text);
}
