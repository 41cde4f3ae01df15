import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { apiUnderTest } from './support/api-under-test.js';
import { stepsTotal } from './support/items.js';

describe('a server that stops', () => {
  it('is not ready at once, refuses what is new, finishes what is in flight, and then is gone', async () => {
    const server = await apiUnderTest();
    const { token } = await server.newSubject();
    const agent = new Agent({ keepAlive: true, maxSockets: 2 });
    // Half a body: a write that is in flight for as long as the rest is held back.
    const text = JSON.stringify({ items: [stepsTotal(300)] });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': text.length,
      };
      const write = httpRequest(
        `${server.url}/api/measurements/batch`,
        { agent, method: 'POST', headers },
        resolve,
      );
      write.on('error', reject);
      write.write(text.slice(0, 20));
      setTimeout(() => write.end(text.slice(20)), 1_000);
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = performance.now();
    const closed = server.api.close();
    const ready = await server.open('/health/ready').expect(503);
    expect(ready.body.code).toBe('draining');
    const refused = await server.get('/api/days', token).expect(503);
    expect(refused.body).toMatchObject({ code: 'draining', retryable: true, retryAfter: 1 });
    expect(refused.get('retry-after')).toBe('1');
    expect((await answered).statusCode).toBe(200);
    await closed;
    expect(performance.now() - begun).toBeLessThan(8_000);
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
    agent.destroy();
    await server.close();
  });

  it('waits no longer than eight seconds for a request that does not end', async () => {
    const server = await apiUnderTest();
    const { token } = await server.newSubject();
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': 100,
    };
    const write = httpRequest(`${server.url}/api/measurements/batch`, { method: 'POST', headers });
    const broken = new Promise((resolve) => write.on('error', resolve));
    write.write('{');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = performance.now();
    await server.close();
    await broken;
    expect(performance.now() - begun).toBeGreaterThan(7_500);
    expect(performance.now() - begun).toBeLessThan(9_900);
  });
});
