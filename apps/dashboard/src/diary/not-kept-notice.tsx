import type { ReactNode } from 'react';
import { sentence } from '../format/sentence.js';
import { Icon } from '../shell/icon.js';
import { useToday } from '../shell/use-today.js';
import { wishWords, type Wish } from '../sync/mutation-words.js';
import { useDiary } from './diary-context.js';

/** What was entered and is nowhere: the browser could not write it down. */
export interface NotKept {
  readonly wish: Wish;
  readonly error: unknown;
}

interface NotKeptNoticeProps {
  readonly notKept: NotKept;
  readonly onClose: () => void;
}

/** The one loss that nothing but the reader can mend: it says what to enter again, and when. */
export function NotKeptNotice({ notKept: { wish, error }, onClose }: NotKeptNoticeProps): ReactNode {
  const { catalogue } = useDiary();
  const today = useToday();
  return (
    <div className="toast" role="alert" data-testid="not-kept">
      <Icon name="alert" />
      <p>
        <strong>{wishWords(wish, catalogue, today)}.</strong> This was not kept: {whyNotKept(error)}
      </p>
      <button type="button" className="button" onClick={onClose}>
        Close
      </button>
    </div>
  );
}

function whyNotKept(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return 'the browser has no room left. Free some space, then enter it again.';
  return `the browser could not write it down. It says: ${sentence(error instanceof Error ? error.message : String(error))}`;
}
