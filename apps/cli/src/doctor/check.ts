import type { Pool } from 'pg';
import type { OpenDatabase } from '@daybook/database';
import type { Settings } from '../settings/settings.js';

/** `warning`: works, but should be looked at. `problem`: is wrong. */
export type CheckState = 'ok' | 'warning' | 'problem';

/** What a check found. `detail` is a sentence with the figure and, unless all is well, the remedy. */
export interface Finding {
  readonly state: CheckState;
  readonly detail: string;
  /** What else would be found has this one cause: the examination ends here. */
  readonly isCause?: true;
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

/** A problem that would show as others, with remedies that do not help. */
export function cause(detail: string): Finding {
  return { ...problem(detail), isCause: true };
}

export function problem(detail: string): Finding {
  return { state: 'problem', detail };
}
