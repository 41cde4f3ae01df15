import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from giving short-lived objects ever more room. An import makes nothing else, so that without this its
 * 120 MB become 190 MB on a busy machine; with it, it reads a fifth slower than it could and still many times faster
 * than any server takes.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
