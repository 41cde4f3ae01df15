import { failureOf } from '@daybook/event-log';
import { WideEvent } from './wide-event.js';

describe('the line of a request', () => {
  it('keeps of a fault where it happened, and not its message, which can hold values of rows', () => {
    const event = new WideEvent();
    event.fail('internal', Object.assign(new Error('Key (value)=(72.4) already exists'), { code: '23505' }));
    expect(event.fault).toMatchObject({ name: 'Error', code: '23505' });
    expect(event.fault?.frames[0]).toMatch(/^at /);
    expect(JSON.stringify(event)).not.toContain('72.4');
  });

  it('keeps no fault of what is the client’s own doing', () => {
    const event = new WideEvent();
    event.fail('invalid_request', new Error('limit must be a whole number'));
    expect(event).toMatchObject({ problem: 'invalid_request', fault: undefined });
  });

  it('counts what a command cost, also when it fails', async () => {
    const event = new WideEvent();
    await event.writing(Promise.resolve({ seqFrom: 3, seq: 5, cost: { dbCalls: 2, dbMs: 4 } }));
    const failure = failureOf(new Error('busy'), { dbCalls: 5, dbMs: 30 });
    await expect(event.writing(Promise.reject(failure))).rejects.toBe(failure);
    await expect(event.writing(Promise.reject(new Error('not begun')))).rejects.toThrow('not begun');
    expect(event).toMatchObject({ seqFrom: 3, seqTo: 5, dbCalls: 7, dbMs: 34 });
  });

  it('counts reads and their time, also when they fail', async () => {
    const event = new WideEvent();
    await event.reading(new Promise((resolve) => setTimeout(resolve, 50)));
    await expect(event.reading(Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(event.dbCalls).toBe(2);
    expect(event.dbMs).toBeGreaterThan(15);
  });
});
