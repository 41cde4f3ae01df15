import { useEffect, useState } from 'react';

/** A second is what a countdown shows. */
const TICK_MS = 1000;

/** The wall clock, ms, while somebody looks at it. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
