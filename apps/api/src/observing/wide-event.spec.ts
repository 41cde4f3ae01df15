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

  it('counts reads and their time, also when they fail', async () => {
    const event = new WideEvent();
    await event.reading(new Promise((resolve) => setTimeout(resolve, 20)));
    await expect(event.reading(Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(event.dbCalls).toBe(2);
    expect(event.dbMs).toBeGreaterThan(15);
  });
});
