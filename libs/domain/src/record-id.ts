import { sha256 } from './sha256.js';
import { utf8 } from './utf8.js';
import { uuidOf } from './uuid.js';

/** What names a record from outside. `day` is set for a day total only, whose external id then does not count. */
export interface ExternalIdentity {
  readonly source: string;
  readonly type: string;
  readonly externalId: string;
  readonly day: string | null;
}

/**
 * The id of a record that has an external id: a UUIDv8 over who measured what under which name, so that it does
 * not depend on which mutation arrived first. `type` is the metric's code, whatever name the client used.
 *
 * A day total is named by its day, because `stats:steps:…` and `stats:HKQuantityTypeIdentifierStepCount:…` are
 * one record. Stored logs and clients' copies hold these ids: neither the tags nor the order may ever change.
 */
export function externalRecordId({ source, type, externalId, day }: ExternalIdentity): string {
  // JSON keeps the parts apart whatever they contain and escapes lone surrogates, which UTF-8 would merge.
  const name = day === null ? ['record', source, type, externalId] : ['day_total', source, type, day];
  return uuidOf(8, sha256(utf8(JSON.stringify(name))));
}
