import { open } from 'node:fs/promises';
import { UnusableInput } from './unusable-input.js';

/** Enough to tell what a file is: the DTD in front of Apple's first element takes some 10 KiB. */
export const HEAD_BYTES = 64 * 1024;

export interface FileHead {
  readonly head: Buffer;
  readonly size: number;
  readonly modifiedAtMs: number;
}

/** The first bytes of a file. Throws UnusableInput when it is missing, a folder, unreadable or empty. */
export async function readFileHead(path: string): Promise<FileHead> {
  try {
    const file = await open(path, 'r');
    try {
      const { size, mtimeMs } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      if (bytesRead > 0)
        return { head: buffer.subarray(0, bytesRead), size, modifiedAtMs: Math.floor(mtimeMs) };
    } finally {
      await file.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableInput('not_found', `${path} cannot be read (${reason}): check the name of the file.`, {
      cause: error,
    });
  }
  throw new UnusableInput('empty', `${path} is empty: export again and copy the whole file.`);
}
