/** Who a token is for, as the table of tokens spells it. */
export const ROLES = ['subject', 'coach', 'auditor', 'operator'] as const;

export type Role = (typeof ROLES)[number];

/** What a route asks of its caller. */
export type Permission =
  'read' | 'write' | 'read_audit' | 'read_whole_audit' | 'list_subjects' | 'manage_devices' | 'sign_out';

interface Policy {
  readonly permissions: ReadonlySet<Permission>;
  /** Whose data a path may name: the token's own subject, or anybody's. */
  readonly reach: 'own' | 'any';
}

/** The one place that says what a role may do. A role without permissions exists in the database and may do nothing. */
export const POLICIES: Readonly<Record<Role, Policy>> = {
  subject: {
    permissions: new Set(['read', 'write', 'read_audit', 'list_subjects', 'manage_devices', 'sign_out']),
    reach: 'own',
  },
  auditor: {
    permissions: new Set(['read', 'read_audit', 'read_whole_audit', 'list_subjects', 'sign_out']),
    reach: 'any',
  },
  coach: { permissions: new Set(), reach: 'own' },
  operator: { permissions: new Set(), reach: 'own' },
};
