import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { InFlight } from './in-flight.js';

describe('what is in flight', () => {
  let server: Server;
  let client: Socket;
  let response: ServerResponse;

  beforeEach(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  });
  afterEach(() => {
    client.destroy();
    server.close();
    server.closeAllConnections();
  });

  it('is cut when the client takes nothing of what waits for it', async () => {
    const inFlight = new InFlight(300);
    inFlight.add(response);
    client.pause();
    // More than any socket buffer holds: the rest stays in this process until the client reads.
    response.write(Buffer.alloc(64 * 1_048_576));
    const begun = performance.now();
    await once(response, 'close');
    expect(performance.now() - begun).toBeGreaterThan(250);
    expect(inFlight.size).toBe(0);
    inFlight.close();
  });

  it('is not cut while the client takes it slowly, nor while there is nothing to take', async () => {
    // The client lives in this process: what stops it for a moment on a busy machine is no stall.
    const inFlight = new InFlight(2_000);
    inFlight.add(response);
    await sleep(2_500);
    for (let piece = 0; piece < 6; piece++) {
      response.write(Buffer.alloc(1_048_576));
      client.resume();
      await sleep(400);
    }
    expect(response.destroyed).toBe(false);
    response.end();
    await once(response, 'close');
    inFlight.close();
  });

  it('is waited for, but not for ever', async () => {
    const inFlight = new InFlight();
    inFlight.add(response);
    const begun = performance.now();
    await inFlight.settle(200);
    expect(performance.now() - begun).toBeGreaterThan(190);
    const settled = inFlight.settle(10_000);
    response.end('done');
    await settled;
    expect(inFlight.size).toBe(0);
    inFlight.close();
  });
});
