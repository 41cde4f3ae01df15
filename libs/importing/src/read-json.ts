import { createReadStream } from 'node:fs';
import { withoutMark } from './byte-order-mark.js';
import type { BrokenAt } from './import-event.js';
import { JsonBroken, JsonSieve, type JsonPick, type JsonSelector } from './json-sieve.js';

/**
 * Some hundred records. With four times as many, a third of the time went into moving those in hand about.
 */
const PIECE_BYTES = 64 * 1024;

export interface JsonEnd {
  readonly bytesRead: number;
  readonly broken: BrokenAt | null;
}

export interface JsonPiece {
  readonly picks: readonly JsonPick[];
  readonly bytesRead: number;
}

/** Yields what `select` picks out of a JSON file, piece by piece, up to where it stops being JSON. */
export async function* readJson(path: string, select: JsonSelector): AsyncGenerator<JsonPiece, JsonEnd> {
  const sieve = new JsonSieve(select);
  let bytesRead = 0;
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
    const text = bytesRead === 0 ? withoutMark(piece) : piece;
    bytesRead += piece.length;
    const broken = stopOf(() => {
      sieve.write(text);
    });
    yield { picks: sieve.takePicks(), bytesRead };
    if (broken) return { bytesRead, broken };
  }
  const broken = stopOf(() => {
    sieve.end();
  });
  yield { picks: sieve.takePicks(), bytesRead };
  return { bytesRead, broken };
}

function stopOf(step: () => void): BrokenAt | null {
  try {
    step();
    return null;
  } catch (error) {
    if (!(error instanceof JsonBroken)) throw error;
    return { line: error.line, message: error.message };
  }
}
