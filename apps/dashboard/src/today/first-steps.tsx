import type { ReactNode } from 'react';
import { PROGRAM_NAME } from '@daybook/contract';
import { useDiary } from '../diary/diary-context.js';
import { InCheckout } from '../session/in-checkout.js';
import { Icon } from '../shell/icon.js';

/** What to do with an empty diary. */
export function FirstSteps(): ReactNode {
  const { userId } = useDiary();
  return (
    <section className="notice" aria-labelledby="first-steps">
      <Icon name="book" />
      <div>
        <h2 id="first-steps" className="notice-title">
          Nothing is written here yet
        </h2>
        <p>
          Enter a value in any tile below, or let a device write:{' '}
          <code>
            {PROGRAM_NAME.installed} token create --role subject --subject {userId}
          </code>{' '}
          makes a token for it, and <code>{PROGRAM_NAME.installed} import</code> brings in an export of Apple
          Health. <InCheckout />
        </p>
      </div>
    </section>
  );
}
