import { useCallback, useState } from 'react';

const widthOf = (element: HTMLElement): number => {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  return element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
};

/**
 * The width inside an element, in px; 0 while there is none. The kit's `useElementSize` tells it a frame after the element was painted: what is
 * laid out by it would be seen to jump. This one knows it before.
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
