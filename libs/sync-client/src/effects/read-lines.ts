import type { Environment } from '../shell/environment.js';

/** A snapshot is read from the database without long pauses: silence for so long means that the line is dead. */
const SILENCE_MS = 35_000;

/**
 * Gives the lines of a body one by one, as they arrive, and reads on only when the last one was taken in. It returns
 * at the end of the body, on abort, after a long silence, or when the reader has had enough.
 */
export async function readLines(
  response: Response,
  environment: Environment,
  signal: AbortSignal,
  take: (line: string) => Promise<'more' | 'enough'>,
): Promise<void> {
  const pieces = readPieces(response, environment, signal);
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '' && (await take(line)) === 'enough') return;
  }
  if (rest.endsWith('}')) await take(rest);
}

/** The body as text, in pieces. Where bodies cannot be streamed (React Native) it comes as one. */
export async function* readPieces(
  response: Response,
  environment: Environment,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const reader = (response.body as ReadableStream<Uint8Array> | undefined | null)?.getReader();
  if (!reader) {
    yield await response.text();
    return;
  }
  const text = new TextDecoder();
  try {
    for (;;) {
      const silent = environment.after(SILENCE_MS, () => void reader.cancel().catch(() => undefined));
      const { done, value } = await reader.read().finally(silent);
      if (done || signal.aborted) return;
      yield text.decode(value, { stream: true });
    }
  } catch {
    // The connection broke: what came before it was given out already.
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
