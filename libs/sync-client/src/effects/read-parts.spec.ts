import fc from 'fast-check';
import { FakeDevice } from '../../test/fake-environment.js';
import type { EffectContext } from './effect-context.js';
import { readParts } from './read-parts.js';

/** The parts of a body that arrives in these pieces, and how often it was heard. */
async function read(pieces: readonly string[]): Promise<{ parts: string[]; heard: number }> {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const said: string[] = [];
  const context = {
    environment: new FakeDevice().environment(),
    signal: new AbortController().signal,
    report: ({ type }: { type: string }) => said.push(type),
  };
  const parts: string[] = [];
  const reading = readParts(new Response(body), /\r?\n\r?\n/, context as unknown as EffectContext);
  for await (const part of reading) parts.push(part);
  return { parts, heard: said.filter((type) => type === 'heard').length };
}

describe('the parts of a body', () => {
  const text = 'one\n\ntwo\r\n\r\nthree\nlines\n\n\n\ncut';

  it('are the same wherever it is cut into pieces, and each piece shows that the line is alive', async () => {
    const anyCuts = fc.array(fc.nat(text.length), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(anyCuts, async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = edges.slice(1).map((end, i) => text.slice(edges[i], end));
        const { parts, heard } = await read(pieces);
        expect(parts).toEqual(['one', 'two', 'three\nlines', '']);
        expect(heard).toBe(pieces.length);
      }),
    );
  });
});
