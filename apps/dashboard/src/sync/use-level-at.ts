import { useEffect, useRef, useState } from 'react';
import { useSyncStatus } from '@daybook/sync-client/react';

/** An import makes the copy level many times a second, and each answer about writers counts the whole diary. */
const TOLD_EVERY_MS = 2000;

/**
 * When the copy was level last, wall clock, ms: it moves when somebody has written, though not with every write.
 * `undefined` while a page that was just opened is about to learn it: who asks sooner asks twice. Without a server it
 * is what was true last, until there is one.
 */
export function useLevelAt(): number | null | undefined {
  const { levelAt, phase } = useSyncStatus();
  const [told, setTold] = useState<number | null>();
  const newest = useRef(levelAt);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isComing = phase === 'starting' || phase === 'catching_up';
  if (told === undefined && !isComing) setTold(levelAt);
  useEffect(() => {
    newest.current = levelAt;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setTold((before) => (before === undefined ? before : newest.current));
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
