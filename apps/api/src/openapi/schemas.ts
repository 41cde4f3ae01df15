import { AUDIT_SCHEMAS } from './schemas/audit.js';
import { FEED_SCHEMAS } from './schemas/feed.js';
import { MEASUREMENT_SCHEMAS } from './schemas/measurements.js';
import { PROBLEM_SCHEMAS } from './schemas/problem.js';
import type { Schema } from './schemas/schema.js';
import { SETTINGS_SCHEMAS } from './schemas/settings.js';

/** Every body of the contract by its name: what Swift and Kotlin clients name their types after. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  ...PROBLEM_SCHEMAS,
  ...MEASUREMENT_SCHEMAS,
  ...FEED_SCHEMAS,
  ...SETTINGS_SCHEMAS,
  ...AUDIT_SCHEMAS,
};
