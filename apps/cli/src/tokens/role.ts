import { UsageError } from '../usage-error.js';

/** The roles that this version makes tokens for. */
export const TOKEN_ROLES = ['subject', 'auditor'] as const;

export type TokenRole = (typeof TOKEN_ROLES)[number];

/** @throws UsageError for any other role */
export function tokenRole(text: string): TokenRole {
  const role = TOKEN_ROLES.find((known) => known === text);
  if (role !== undefined) return role;
  throw new UsageError(
    `There are no tokens of the role "${text}" in this version: choose ${TOKEN_ROLES.join(' or ')}.`,
  );
}
