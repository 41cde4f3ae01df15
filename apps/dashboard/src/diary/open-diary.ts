import { createClient, indexedDbStorage, type SyncClient } from '@daybook/sync-client';
import { keptCatalogue } from '../catalogue/catalogue.js';

/**
 * The subject's diary in this browser. Only days and own metrics are carried: a page that shows days needs no copy of
 * every heart beat, and a first visit takes seconds less.
 */
export function openDiary(userId: string): SyncClient {
  const known = keptCatalogue();
  return createClient({
    url: '',
    subject: userId,
    token: null,
    storage: indexedDbStorage(),
    entities: ['daily_aggregate', 'metric_type'],
    source: 'manual',
    describe: (type) => {
      const metric = known.get(type);
      return metric && { kind: metric.kind, unit: metric.unit, units: {} };
    },
  });
}
