import type { EffectContext } from './effect-context.js';

/** Removes everything that is kept of an erased subject from this device, the outbox included. */
export async function wipe({ storage, tell }: EffectContext): Promise<null> {
  await storage.clear();
  tell({ type: 'erased' });
  tell({ type: 'view', days: [''] });
  tell({ type: 'queue' });
  return null;
}
