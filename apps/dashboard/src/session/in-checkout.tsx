import type { ReactNode } from 'react';
import { PROGRAM_NAME } from '@daybook/contract';

/** What a command on the page is where no shell finds the program: the page cannot tell who runs its server, or how. */
export function InCheckout(): ReactNode {
  return (
    <>
      In a checkout write <code>{PROGRAM_NAME.checkout}</code> for <code>{PROGRAM_NAME.installed}</code>.
    </>
  );
}
