import { useEffect, useRef } from 'react';

/** Calls back each time the value has become another, not for the first one. */
export function useOnChange(value: string, changed: () => void): void {
  const last = useRef(value);
  useEffect(() => {
    if (last.current === value) return;
    last.current = value;
    changed();
  }, [value, changed]);
}
