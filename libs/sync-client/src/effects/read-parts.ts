import type { EffectContext } from './effect-context.js';

/** Two heartbeats of 15 s and some slack: what is silent for longer is dead, however open it looks. */
const SILENCE_MS = 35_000;

/**
 * The parts of a body between separators, as they arrive; what is behind the last one is none yet. It ends with the
 * body, on abort, or after a long silence. Where bodies cannot be streamed (React Native) it comes as one.
 *
 * @param firstMs how long the first piece may take
 */
export async function* readParts(
  response: Response,
  separator: RegExp,
  { environment, signal, report }: EffectContext,
  firstMs = SILENCE_MS,
): AsyncGenerator<string> {
  let rest = '';
  const partsOf = (piece: string): readonly string[] => {
    report({ type: 'heard' });
    const parts = (rest + piece).split(separator);
    rest = parts.pop() ?? '';
    return parts;
  };
  const reader = (response.body as ReadableStream<Uint8Array> | undefined | null)?.getReader();
  if (!reader) {
    yield* partsOf(await response.text());
    return;
  }
  const text = new TextDecoder();
  const cancel = (): void => {
    reader.cancel().catch(() => undefined);
  };
  try {
    for (let patienceMs = firstMs; ; patienceMs = SILENCE_MS) {
      const { done, value } = await reader.read().finally(environment.after(patienceMs, cancel));
      if (done || signal.aborted) return;
      yield* partsOf(text.decode(value, { stream: true }));
    }
  } catch {
    // The connection broke: what came before it was given out already.
  } finally {
    cancel();
  }
}
