import { useEffect, useState } from 'react';

/** A loading state is shown only after this time. */
const LOADING_AFTER_MS = 150;

/** True once `waiting` has been true for `LOADING_AFTER_MS`. */
export const useIsSlow = (waiting: boolean): boolean => {
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
