import type { ReactNode } from 'react';

/** The mark: a page of the book with three days written on it. */
export function Mark({ size }: { readonly size: number }): ReactNode {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--mark)" />
      <path d="M9 24V15M16 24V8M23 24v-6" stroke="var(--mark-ink)" strokeWidth="4" strokeLinecap="round" />
    </svg>
  );
}
