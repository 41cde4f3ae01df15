import type { StorageReader } from '../storage/storage.js';
import type { ReplicaMeta } from './replica-meta.js';

/** @throws Error once the subject was erased: then there is nothing to read from or to write to */
export async function metaOf(reader: StorageReader): Promise<ReplicaMeta> {
  const meta = await reader.meta();
  if (!meta) throw new Error('the subject was erased');
  return meta;
}
