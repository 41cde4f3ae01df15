import { SILENCE_MS } from '../machine/pull-transitions.js';
import type { Environment } from '../shell/environment.js';

/** A body that comes as one is not seen arriving: 50 MB at the speed of a poor line take as long. */
const WHOLE_MS = 600_000;

/** The lines of a body, as they arrive. It ends with the body, on abort, or after a long silence. */
export async function* readLines(
  response: Response,
  environment: Environment,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of readPieces(response, environment, signal)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}

/** The body as text, in pieces. Where bodies cannot be streamed (React Native) it comes as one. */
export async function* readPieces(
  response: Response,
  environment: Environment,
  signal: AbortSignal,
): AsyncGenerator<string> {
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
      const { done, value } = await reader.read().finally(environment.after(SILENCE_MS, cancel));
      if (done || signal.aborted) return;
      yield text.decode(value, { stream: true });
    }
  } catch {
    // The connection broke: what came before it was given out already.
  } finally {
    cancel();
  }
}
