import { createHash } from 'node:crypto';
import {
  canonicalContent,
  canonicalSkeleton,
  type CommitContent,
  type CommitSkeleton,
} from '@daybook/domain';

/**
 * The content's hash: SHA-256 over the salt and the canonical content. Without the salt it says nothing about the
 * content, which is what lets erasure keep it.
 */
export function contentHash(salt: Uint8Array, content: CommitContent): Uint8Array {
  return createHash('sha256').update(salt).update(canonicalContent(content)).digest();
}

/** A commit's hash: SHA-256 over the previous commit's hash (nothing for the first), the skeleton and the content's hash. */
export function commitHash(
  previousHash: Uint8Array | null,
  skeleton: CommitSkeleton,
  hashOfContent: Uint8Array,
): Uint8Array {
  const hash = createHash('sha256');
  if (previousHash) hash.update(previousHash);
  return hash.update(canonicalSkeleton(skeleton)).update(hashOfContent).digest();
}
