import type { Server } from 'node:http';
import type { FastifyReply } from 'fastify';
import { newestOn } from './end-early.js';

/** What is done about answers that can take long when nothing more will come from their client. */
const onHalfClose = new WeakMap<FastifyReply, () => void>();

/**
 * Answers who closes their half of a connection behind a request, as `nc -N` does: without it Node closes the other
 * half before the answer, and a write that happened would look as if it had not. The switch is Node's own, but not in
 * its types.
 */
export function answerHalfClosed(server: Server): void {
  Object.assign(server, { httpAllowHalfOpen: true });
  server.on('connection', (socket) => {
    socket.once('end', () => {
      const reply = newestOn(socket);
      if (reply) onHalfClose.get(reply)?.();
    });
  });
}

/**
 * Calls the listener when the client is gone. One that leaves and one that has only said all look the same, so that a
 * connection is not kept for longer than `graceMs` from then on; but for the answers to what it asked before on it.
 */
export function whenGone(reply: FastifyReply, listener: () => void, graceMs = 0): void {
  const { raw, request } = reply;
  // Who left while the token was looked up is gone already.
  if (raw.closed) {
    listener();
    return;
  }
  raw.once('close', listener);
  const { socket } = request.raw;
  const leave = (): void => {
    if (raw.socket === null) listener();
    else socket.destroy();
  };
  const halfClosed = (): void => {
    if (graceMs === 0) leave();
    else setTimeout(leave, graceMs).unref();
  };
  if (socket.readableEnded) halfClosed();
  else onHalfClose.set(reply, halfClosed);
}
