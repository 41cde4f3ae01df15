import type { Pool } from 'pg';
import type { OpenDatabase } from '@daybook/database';
import type { Settings } from '../settings/settings.js';

/** `warning`: works, but should be looked at. `problem`: is wrong. */
export type CheckState = 'ok' | 'warning' | 'problem';

/** What a check found. `detail` is a sentence with the figure and, unless all is well, the remedy. */
export interface Finding {
  readonly state: CheckState;
  readonly detail: string;
}

/** What a check may look at. */
export interface Patient {
  readonly settings: Settings;
  readonly database: OpenDatabase;
  readonly pool: Pool;
  readonly ownerPool: Pool;
}

export interface Check {
  readonly name: string;
  readonly look: (patient: Patient) => Promise<Finding>;
}

export function ok(detail: string): Finding {
  return { state: 'ok', detail };
}

export function warning(detail: string): Finding {
  return { state: 'warning', detail };
}

export function problem(detail: string): Finding {
  return { state: 'problem', detail };
}
