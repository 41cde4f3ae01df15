import type { SleepStage } from './stage.js';

/**
 * What a mutation says about a record beside its identity. Of a `stats:` record all of it is one
 * last-writer-wins register (domain.md section 4, "The register"): "the same content" means every field.
 *
 * Instants are Unix milliseconds, offsets minutes east of UTC, `value` is in the metric's canonical unit and
 * `null` where a `stats:` record is cleared. `details` is JSON text exactly as it is stored and hashed.
 */
export interface Content {
  readonly value: number | null;
  readonly startAt: number | null;
  readonly startOffset: number | null;
  readonly endAt: number | null;
  readonly endOffset: number | null;
  readonly localDate: string | null;
  readonly timeZone: string | null;
  readonly sourceDevice: string | null;
  readonly stage: SleepStage | null;
  readonly details: string | null;
}

/** The content of a record of which nothing is left: what a retraction leaves in a register. */
export const EMPTY_CONTENT: Content = {
  value: null,
  startAt: null,
  startOffset: null,
  endAt: null,
  endOffset: null,
  localDate: null,
  timeZone: null,
  sourceDevice: null,
  stage: null,
  details: null,
};

/** Whether two contents are the same in every field. Values are compared after conversion to the canonical unit. */
export function sameContent(a: Content, b: Content): boolean {
  return (
    a.value === b.value &&
    a.startAt === b.startAt &&
    a.startOffset === b.startOffset &&
    a.endAt === b.endAt &&
    a.endOffset === b.endOffset &&
    a.localDate === b.localDate &&
    a.timeZone === b.timeZone &&
    a.sourceDevice === b.sourceDevice &&
    a.stage === b.stage &&
    a.details === b.details
  );
}
