import { useEffect, useState } from 'react';

/** Loading is worth drawing only after this long. */
const LOADING_AFTER_MS = 150;

/** True once `waiting` has been so for longer than a blink. */
export const useSlow = (waiting: boolean): boolean => {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), LOADING_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return slow && waiting;
};
