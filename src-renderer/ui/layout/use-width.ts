import { useCallback, useState } from 'react';

const widthOf = (element: HTMLElement): number => {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  return element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
};

/**
 * Inner width of an element in px, 0 before it is rendered. Known before painting, unlike Mantine's `useElementSize`, so that layouts do
 * not jump.
 */
export function useWidth<E extends HTMLElement>(): {
  readonly ref: (element: E | null) => (() => void) | undefined;
  readonly width: number;
} {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: E | null) => {
    if (element === null) return;
    const measure = (): void => setWidth(widthOf(element));
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  return { ref, width };
}
