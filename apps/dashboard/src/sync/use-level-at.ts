import { useEffect, useRef, useState } from 'react';
import { useSyncStatus } from '@daybook/sync-client/react';

/** An import makes the copy level many times a second, and each answer about writers counts the whole diary. */
const TOLD_EVERY_MS = 2000;

/** When the copy was level last, wall clock, ms: it moves when somebody has written, though not with every write. */
export function useLevelAt(): number | null {
  const { levelAt } = useSyncStatus();
  const [told, setTold] = useState(levelAt);
  const newest = useRef(levelAt);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    newest.current = levelAt;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setTold(newest.current);
    }, TOLD_EVERY_MS);
  }, [levelAt]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return told;
}
