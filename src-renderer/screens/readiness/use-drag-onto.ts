import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';

interface Drag {
  readonly what: string;
  readonly x: number;
  readonly y: number;
  /** What it would be dropped on; `null` = nothing. */
  readonly over: string | null;
}

/** A press that moves less is a click. */
const SLACK_PX = 4;

const placeAt = (x: number, y: number): string | null =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]')?.dataset['drop'] ?? null;

/** Drags something by pointer onto whatever carries `data-drop`; Escape lets go of it, the wheel scrolls meanwhile. */
export function useDragOnto(onDrop: (what: string, onto: string) => void) {
  const [pressed, setPressed] = useState<{ readonly what: string; readonly x: number; readonly y: number } | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef({ drag, onDrop });
  latest.current = { drag, onDrop };

  useEffect(() => {
    if (pressed === null) return;
    const stop = (): void => {
      setPressed(null);
      setDrag(null);
    };
    const onMove = ({ clientX: x, clientY: y }: PointerEvent): void => {
      if (latest.current.drag === null && Math.hypot(x - pressed.x, y - pressed.y) < SLACK_PX) return;
      setDrag({ what: pressed.what, x, y, over: placeAt(x, y) });
    };
    const onUp = ({ clientX, clientY }: PointerEvent): void => {
      const isDragged = latest.current.drag !== null;
      const over = isDragged ? placeAt(clientX, clientY) : null;
      stop();
      if (over !== null) latest.current.onDrop(pressed.what, over);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      stop();
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', stop);
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', stop);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [pressed]);

  return {
    drag,
    start: (event: ReactPointerEvent, what: string): void => {
      if (event.button === 0) setPressed({ what, x: event.clientX, y: event.clientY });
    },
  };
}
