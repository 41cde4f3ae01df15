import { memoryStorage } from '../storage/memory-storage.js';
import { ClientStorage } from './client-storage.js';
import type { ReplicaMeta } from './replica-meta.js';
import { addToCopy, beginCopy, endCopy, openCopy } from './take-copy.js';

const head = (cursor: string, seq = 1) => ({ cursor, seq, total: 2 });
const line = (id: string) =>
  ({ entity: 'metric_type', id, revision: 1, data: { code: id }, resume: `after-${id}` }) as never;

/** Two clients of one storage that both believe to lead, as after a lock was stolen from a frozen tab. */
describe('two clients that take a copy at once', () => {
  let storage: ClientStorage;

  beforeEach(() => {
    storage = new ClientStorage(memoryStorage()('anna'), null, () => 'live');
  });

  const meta = (): Promise<ReplicaMeta> => storage.meta();
  const open = (cursor: string, generation: number): Promise<number | null> =>
    storage.write((transaction, held) => openCopy(transaction, held, generation, head(cursor)));
  const add = async (generation: number, id: string, complete = false): Promise<boolean> =>
    (await storage.write((transaction, held) =>
      addToCopy(transaction, held, generation, [line(id)], complete),
    )) !== null;

  it('never mix lines of one copy into another', async () => {
    const { generation } = await meta();
    expect(await open('c-1', generation)).toBe(generation);
    expect(await add(generation, 'x_a')).toBe(true);
    // The other's snapshot is of a later moment: what was deleted in between would stay for ever.
    expect(await open('c-2', generation)).toBe(generation + 1);
    expect(await add(generation, 'x_b', true)).toBe(false);
    expect(await storage.write(endCopy)).toBe(false);
    expect(await meta()).toMatchObject({ cursor: null, digests: {}, copy: { cursor: 'c-2', received: 0 } });
    expect(await add(generation + 1, 'x_b', true)).toBe(true);
    expect(await storage.write(endCopy)).toBe(false);
    const rows = await storage.read((reader) => reader.rowsOfDays('metric_type', '', ''));
    expect(rows.map(({ id }) => id)).toEqual(['x_b']);
  });

  it('stop when the other throws the replica away', async () => {
    const { generation } = await meta();
    await open('c-1', generation);
    await add(generation, 'x_a');
    await storage.write(beginCopy);
    await open('c-1', generation + 1);
    expect(await add(generation, 'x_b', true)).toBe(false);
    expect(await storage.write(endCopy)).toBe(false);
    expect((await meta()).cursor).toBeNull();
  });

  it('stop when the other is done', async () => {
    const { generation } = await meta();
    await open('c-1', generation);
    await add(generation, 'x_a', true);
    expect(await storage.write(endCopy)).toBe(false);
    expect((await meta()).cursor).toBe('c-1');
    expect(await add(generation, 'x_b')).toBe(false);
    expect(await open('c-2', generation)).toBeNull();
  });
});
