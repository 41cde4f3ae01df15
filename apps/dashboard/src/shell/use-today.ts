import { useEffect, useState } from 'react';
import { localDateOf, msUntilTomorrow } from '../format/local-date.js';

/** Timers run late on a laptop that slept; a second more saves the look at 23:59:59.999. */
const AFTER_MIDNIGHT_MS = 1000;

/** The user's local date, also when the page stays open over midnight or the laptop slept through it. */
export function useToday(): string {
  const [today, setToday] = useState(() => localDateOf(new Date()));
  useEffect(() => {
    const look = (): void => {
      setToday(localDateOf(new Date()));
    };
    const timer = setTimeout(look, msUntilTomorrow(new Date()) + AFTER_MIDNIGHT_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [today]);
  return today;
}
