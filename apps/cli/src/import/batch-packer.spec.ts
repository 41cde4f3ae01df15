import { BODY_MAX_BYTES } from '@daybook/contract';
import type { ImportedItem } from '@daybook/importing';
import { BatchPacker, type Batch } from './batch-packer.js';

function item(line: number, note = ''): ImportedItem {
  return {
    kind: 'item',
    line,
    item: { id: String(line), type: 'steps', source: 'import', details: { note } },
  };
}

function packed(items: readonly ImportedItem[]): Batch[] {
  const packer = new BatchPacker();
  const batches = items.map((one) => packer.add(one));
  return [...batches, packer.take()].filter((batch) => batch !== null);
}

describe('packing batches', () => {
  it('fills them to 500 items', () => {
    const batches = packed(Array.from({ length: 1_200 }, (_, at) => item(at)));
    expect(batches.map(({ items }) => items.length)).toEqual([500, 500, 200]);
  });

  it('never makes a body that the server would refuse for its size, counted in bytes and not in characters', () => {
    const batches = packed(Array.from({ length: 1_000 }, (_, at) => item(at, '⌚'.repeat(600))));
    expect(batches.every(({ body }) => Buffer.byteLength(body) <= BODY_MAX_BYTES)).toBe(true);
    expect(batches[0]?.items.length).toBeGreaterThan(400);
  });

  it('loses no item and keeps their order', () => {
    const items = Array.from({ length: 777 }, (_, at) => item(at, 'x'.repeat(2_000)));
    const sent = packed(items).flatMap(({ body }) => (JSON.parse(body) as { items: unknown[] }).items);
    expect(sent).toEqual(items.map((one) => one.item));
  });

  it('has nothing to send when nothing was added', () => {
    expect(new BatchPacker().take()).toBeNull();
  });
});
