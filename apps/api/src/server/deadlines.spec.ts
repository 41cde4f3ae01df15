import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { WideEvent } from '../observing/wide-event.js';
import type { ProblemError } from '../problem/problem-error.js';
import { setDeadlines } from './deadlines.js';

describe('the deadline of a request', () => {
  let server: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    server = fastify();
    server.decorateRequest('wideEvent');
    server.addHook('onRequest', async (request) => {
      request.wideEvent = new WideEvent();
      await Promise.resolve();
    });
    setDeadlines(server, 200);
    server.setErrorHandler((error, _, reply) => reply.code(503).send((error as ProblemError).code));
    const slow = async (): Promise<string> => {
      await sleep(600);
      return 'late';
    };
    server.get('/slow', slow);
    server.post('/slow', slow);
    server.get('/quick', () => Promise.resolve('in time'));
    server.get('/longer', { config: { deadlineMs: 5_000 } }, slow);
    server.get('/stream', { config: { deadlineMs: null } }, slow);
    url = await server.listen();
  });
  afterAll(() => server.close());

  const answer = async (path: string, init?: RequestInit): Promise<[number, string]> => {
    const response = await fetch(url + path, init);
    return [response.status, await response.text()];
  };

  it('ends a read, and a write whose body has arrived', async () => {
    expect(await answer('/slow')).toEqual([503, 'deadline_exceeded']);
    const headers = { 'content-type': 'application/json' };
    expect(await answer('/slow', { method: 'POST', headers, body: '{}' })).toEqual([
      503,
      'deadline_exceeded',
    ]);
  });

  it('leaves alone what is in time, what has longer, and what is a stream', async () => {
    expect(await answer('/quick')).toEqual([200, 'in time']);
    expect(await answer('/longer')).toEqual([200, 'late']);
    expect(await answer('/stream')).toEqual([200, 'late']);
  });
});
