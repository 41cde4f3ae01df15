import {
  adoptInstallation,
  COMPACTION_INTERVAL_MS,
  isRestored,
  startCompaction,
  type Adoption,
} from '@daybook/projections';
import type { Pool } from 'pg';
import { UsageError } from '../usage-error.js';
import { commandLine } from '../command-line.js';

/** What a server does beside answering, as long as it has the rights of the owner. */
export interface OwnerDuties {
  /** `not_owner`: another process, or `daybook migrate`, looks after the database. */
  readonly adoption: Adoption | 'not_owner';
  stop(): Promise<void>;
}

const OWNS = `
select pg_has_role(c.relowner, 'usage') as owns
from pg_class c where c.oid = 'public.change_log'::regclass`;

/**
 * Looks whether the database was restored, and from then on compacts the change feed once a day.
 *
 * @throws UsageError if it was restored and this server may not give its streams a new epoch
 */
export async function takeOwnerDuties(
  ownerPool: Pool,
  retentionMs: number,
  note: (sentence: string) => void,
): Promise<OwnerDuties> {
  const { rows } = await ownerPool.query<{ owns: boolean }>(OWNS);
  if (rows[0]?.owns !== true) {
    if (!(await isRestored(ownerPool))) return { adoption: 'not_owner', stop: () => Promise.resolve() };
    throw new UsageError(
      `The database was restored from a backup: run \`${commandLine('migrate')}\` as its owner, so that replicas begin anew, then start again.`,
    );
  }
  const adoption = await adoptInstallation(ownerPool);
  const stop = startCompaction({
    ownerPool,
    intervalMs: COMPACTION_INTERVAL_MS,
    retentionMs,
    failed: (error) => {
      note(
        `Compaction failed, the next try is tomorrow: ${error instanceof Error ? error.message : String(error)}.`,
      );
    },
  });
  return { adoption, stop };
}
