import { ProblemError } from '../problem/problem-error.js';

const ONE_REVISION = /^(?:W\/)?"(\d{1,15})"$/u;

/** The revision that `If-Match` asks for; `undefined` without the header and for `*`, which any revision matches. */
export function ifMatchRevision(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const revision = ONE_REVISION.exec(header.trim())?.[1];
  if (revision !== undefined) return Number(revision);
  const detail = 'If-Match must be one revision in quotes, like "3", as ETag and verdicts give it';
  throw new ProblemError('invalid_request', detail);
}
