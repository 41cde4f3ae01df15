import type { ClientEvent } from '../shell/client-event.js';
import { LiveQuery } from './live-query.js';

/** A client that is asked how often it was read. */
class FakeClient {
  readonly listeners = new Set<(event: ClientEvent) => void>();
  /** Ends the readings under way. */
  answers: ((fails?: Error) => void)[] = [];
  reads = 0;

  readonly subscribe = (listener: (event: ClientEvent) => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  read(): Promise<number> {
    const reading = ++this.reads;
    return new Promise((resolve, reject) => {
      this.answers.push((error) => {
        if (error) reject(error);
        else resolve(reading);
      });
    });
  }

  tell(type: 'queue' | 'drained'): void {
    const event = type === 'queue' ? ({ type } as const) : ({ type, failed: 0 } as const);
    for (const listener of this.listeners) listener(event);
  }

  async answer(error?: Error): Promise<void> {
    const answers = this.answers;
    this.answers = [];
    for (const end of answers) end(error);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

describe('a live query', () => {
  let client: FakeClient;
  let query: LiveQuery<FakeClient, number>;
  let told: number;
  const listen = (): (() => void) => query.subscribe(() => told++);

  beforeEach(() => {
    client = new FakeClient();
    query = new LiveQuery(
      client,
      (asked) => asked.read(),
      ({ type }) => type === 'queue',
    );
    told = 0;
  });

  it('reads when somebody listens, and again when an event concerns it', async () => {
    listen();
    expect(query.current()).toBeUndefined();
    await client.answer();
    client.tell('drained');
    expect([query.current(), client.reads, told]).toEqual([1, 1, 1]);
    client.tell('queue');
    await client.answer();
    expect([query.current(), told]).toEqual([2, 2]);
  });

  it('makes one more reading of a burst of events during one', async () => {
    listen();
    for (let n = 0; n < 5; n++) client.tell('queue');
    expect(client.reads).toBe(1);
    await client.answer();
    await client.answer();
    expect(client.reads).toBe(2);
  });

  it('is subscribed once and answers when it is left and entered at once, as React does in its strict mode', async () => {
    const leave = listen();
    leave();
    listen();
    expect(client.listeners.size).toBe(1);
    await client.answer();
    await client.answer();
    expect(query.current()).toBe(2);
    client.tell('queue');
    await client.answer();
    expect(query.current()).toBe(3);
  });

  it('asks nothing more when the last listener is gone, also when it leaves twice', async () => {
    const [leave, stay] = [listen(), listen()];
    leave();
    leave();
    expect(client.listeners.size).toBe(1);
    client.tell('queue');
    stay();
    expect(client.listeners.size).toBe(0);
    await client.answer();
    expect([client.reads, told]).toEqual([1, 0]);
  });

  it('reports a reading that fails, keeps the last answer and reads on', async () => {
    const failures: unknown[] = [];
    query.onFailure((error) => failures.push(error));
    listen();
    await client.answer();
    client.tell('queue');
    await client.answer(new Error('the disk is gone'));
    expect([query.current(), failures]).toEqual([1, [new Error('the disk is gone')]]);
    client.tell('queue');
    await client.answer();
    expect(query.current()).toBe(3);
  });
});
