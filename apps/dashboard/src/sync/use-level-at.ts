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
  const [caughtUpAt, setCaughtUpAt] = useState<number | null>();
  const isComing = phase === 'starting' || phase === 'catching_up';
  if (phase === 'catching_up' && caughtUpAt !== levelAt) setCaughtUpAt(levelAt);
  // What was caught up with is compared right after, and the copy is level once more.
  const isCompared = caughtUpAt === undefined || caughtUpAt !== levelAt;
  if (told === undefined && !isComing && isCompared) setTold(levelAt);
  const newest = useRef({ levelAt, isComing });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    newest.current = { levelAt, isComing };
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const now = newest.current;
      setTold((before) => (before === undefined && now.isComing ? before : now.levelAt));
    }, TOLD_EVERY_MS);
  }, [levelAt, isComing]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return told;
}
