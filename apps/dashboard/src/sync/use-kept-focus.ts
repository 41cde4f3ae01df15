import { useEffect, useRef } from 'react';
import { keepFocus } from '../routing/use-route.js';

/**
 * An entry that goes takes the focus on its buttons along: when there are fewer than before, the keyboard goes on in
 * the view. `null` while a dialog stands over them, which has the focus itself.
 */
export function useKeptFocus(count: number | null): void {
  const before = useRef(count ?? 0);
  useEffect(() => {
    if (count === null) return;
    if (count < before.current) keepFocus();
    before.current = count;
  }, [count]);
}
