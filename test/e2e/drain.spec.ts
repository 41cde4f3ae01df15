import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { apiUnderTest, type ApiUnderTest } from './support/api-under-test.js';
import { stepsTotal } from './support/items.js';

/** A write that the server has begun, with half a body: it is in flight for as long as the rest is held back. */
async function writeInFlight({ url }: ApiUnderTest, token: string) {
  const text = JSON.stringify({ items: [stepsTotal(300)] });
  const write = request(`${url}/api/measurements/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': text.length,
      // The server has begun when it asks for the body.
      expect: '100-continue',
    },
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    write.on('response', resolve).on('error', reject);
  });
  answer.catch(() => undefined);
  await once(write, 'continue');
  write.write(text.slice(0, 20));
  return { answer, finish: () => write.end(text.slice(20)) };
}

describe('a server that stops', () => {
  it('is not ready at once, refuses what is new, finishes what is in flight, and then is gone', async () => {
    const server = await apiUnderTest();
    const { token } = await server.newSubject();
    const { answer, finish } = await writeInFlight(server, token);
    const closed = server.api.close();
    const ready = await server.open('/health/ready').expect(503);
    expect(ready.body.code).toBe('draining');
    const refused = await server.get('/api/days', token).expect(503);
    expect(refused.body).toMatchObject({ code: 'draining', retryable: true, retryAfter: 1 });
    expect(refused.get('retry-after')).toBe('1');
    const begun = performance.now();
    finish();
    expect((await answer).statusCode).toBe(200);
    await closed;
    expect(performance.now() - begun).toBeLessThan(7_000);
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
    await server.close();
  });

  it('waits no longer than eight seconds for a request that does not end', async () => {
    const server = await apiUnderTest();
    const { token } = await server.newSubject();
    const { answer } = await writeInFlight(server, token);
    const begun = performance.now();
    await server.api.close();
    const waitedMs = performance.now() - begun;
    await expect(answer).rejects.toThrow();
    expect(waitedMs).toBeGreaterThan(7_500);
    // The request itself would be given up after 30 s.
    expect(waitedMs).toBeLessThan(25_000);
    await server.close();
  });
});
