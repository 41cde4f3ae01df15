import type { Mutation } from './mutation.js';
import type { Rejection } from './rejection.js';

/**
 * An item after the check of its shape, before anything of the subject is known. Three situations, because a
 * replay must be recognised by a sound id alone: only an unsound id is refused before the log was asked.
 */
export type CheckedItem =
  | { readonly situation: 'unsound_id'; readonly id: string | null; readonly rejection: Rejection }
  | { readonly situation: 'unsound'; readonly id: string; readonly rejection: Rejection }
  | { readonly situation: 'sound'; readonly id: string; readonly mutation: Mutation };
