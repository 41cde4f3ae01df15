import { createClient, memoryStorage, type SyncClient } from '@daybook/sync-client';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { stepsTotal } from './support/items.js';

const TODAY = '2026-05-24';

describe('a sign-in that becomes somebody else’s under a client', () => {
  let server: ApiUnderTest;
  let anna: TestCaller;
  let ben: TestCaller;
  const clients: SyncClient[] = [];

  beforeAll(async () => {
    server = await apiUnderTest();
    anna = await server.newSubject();
    ben = await server.newSubject();
    await server.batch(ben.token, [stepsTotal(9_999, TODAY)]).expect(200);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await server.close();
  });

  const asAnna = (caller: TestCaller): Promise<Response> =>
    fetch(`${server.url}/api/measurements/batch`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${caller.token}`,
        'content-type': 'application/json',
        'Daybook-Subject': anna.userId.toUpperCase(),
      },
      body: JSON.stringify({ items: [stepsTotal(300, TODAY)] }),
    });

  const eventsOf = async ({ userId }: TestCaller): Promise<number> => {
    const { rows } = await server.owner.query('select 1 from events where user_id = $1', [userId]);
    return rows.length;
  };

  it('is answered 404 as soon as the request says whom it is meant for, and nothing is written', async () => {
    const before = await eventsOf(ben);
    const refused = await asAnna(ben);
    expect([refused.status, await refused.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'not_found' }),
    ]);
    expect(await eventsOf(ben)).toBe(before);
    expect((await asAnna(anna)).status).toBe(200);
  });

  it('brings nothing of the one into the log or the copy of the other', async () => {
    let { token } = anna;
    const client = createClient({
      url: server.url,
      subject: anna.userId,
      token: () => token,
      storage: memoryStorage(),
    });
    clients.push(client);
    await until(() => client.status.phase === 'live');
    const before = await eventsOf(ben);
    token = ben.token;
    const key = await client.overwriteTotal({ type: 'steps', date: TODAY, value: 1 });
    await until(() => client.status.phase === 'needs_sign_in');
    expect(await eventsOf(ben)).toBe(before);
    expect((await client.queue()).pending.mutations.map((row) => row.key)).toEqual([key]);
    expect((await client.view.day(TODAY, 'steps')).confirmed?.value).toBe(300);
    token = anna.token;
    await client.signIn();
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
