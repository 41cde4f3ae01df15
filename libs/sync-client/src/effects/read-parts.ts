import type { Environment } from '../shell/environment.js';
import type { EffectContext } from './effect-context.js';

/** Two heartbeats of 15 s and some slack: what is silent for longer is dead, however open it looks. */
const SILENCE_MS = 35_000;

/** A body that comes as one is not seen arriving: 50 MB at the speed of a poor line take as long. */
const WHOLE_MS = 600_000;

/**
 * The parts of a body between separators, as they arrive; what is behind the last one is none yet. It ends with the
 * body, on abort, or after a long silence.
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
  for await (const piece of readPieces(response, environment, signal, firstMs)) {
    report({ type: 'heard' });
    const parts = (rest + piece).split(separator);
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

/** The body as text, in pieces. Where bodies cannot be streamed (React Native) it comes as one. */
async function* readPieces(
  response: Response,
  environment: Environment,
  signal: AbortSignal,
  firstMs: number,
): AsyncGenerator<string> {
  let patienceMs = firstMs;
  const reader = (response.body as ReadableStream<Uint8Array> | undefined | null)?.getReader();
  if (!reader) {
    let cancelEnd: (() => void) | undefined;
    const end = new Promise<string>((resolve) => {
      cancelEnd = environment.after(WHOLE_MS, () => {
        resolve('');
      });
    });
    yield await Promise.race([response.text(), end]).finally(cancelEnd);
    return;
  }
  const text = new TextDecoder();
  const cancel = (): void => {
    reader.cancel().catch(() => undefined);
  };
  try {
    for (;;) {
      const { done, value } = await reader.read().finally(environment.after(patienceMs, cancel));
      if (done || signal.aborted) return;
      patienceMs = SILENCE_MS;
      yield text.decode(value, { stream: true });
    }
  } catch {
    // The connection broke: what came before it was given out already.
  } finally {
    cancel();
  }
}
