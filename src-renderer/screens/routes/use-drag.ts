import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';
import { dropPlace } from './view-model.ts';

interface Drag {
  readonly from: number;
  readonly to: number;
}

interface DragProps {
  /** The rows in order, as they stand on the screen. */
  readonly elements: () => readonly (HTMLElement | null)[];
  readonly onDrop: (from: number, to: number) => void;
}

/** Moves a row by its handle with a pointer; Escape lets go without moving it. */
export function useDrag({ elements, onDrop }: DragProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef({ elements, onDrop, drag });
  latest.current = { elements, onDrop, drag };
  const active = drag !== null;

  useEffect(() => {
    if (!active) return;
    const onMove = (event: PointerEvent): void =>
      setDrag((now) => {
        if (now === null) return null;
        const middles = latest.current.elements().map((element) => {
          const box = element?.getBoundingClientRect();
          return box === undefined ? 0 : box.top + box.height / 2;
        });
        const to = dropPlace(event.clientY, middles, now.from);
        return to === now.to ? now : { ...now, to };
      });
    const onUp = (): void => {
      const { drag: done, onDrop: drop } = latest.current;
      setDrag(null);
      if (done !== null && done.from !== done.to) drop(done.from, done.to);
    };
    const onCancel = (): void => setDrag(null);
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      setDrag(null);
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [active]);

  return {
    from: drag?.from ?? null,
    to: drag?.to ?? null,
    start: (event: ReactPointerEvent, from: number): void => {
      if (event.button !== 0) return;
      event.preventDefault();
      setDrag({ from, to: from });
    },
  };
}
