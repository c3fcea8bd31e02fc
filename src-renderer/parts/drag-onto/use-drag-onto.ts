import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import { DRAG_SLACK_PX, usePointerDrag } from '#renderer/ui/index.ts';

export interface Drag {
  readonly what: string;
  readonly x: number;
  readonly y: number;
  /** The current drop target; `null` = none. */
  readonly over: string | null;
}

const placeAt = (x: number, y: number): string | null =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]')?.dataset['drop'] ?? null;

/** Drags an object by pointer onto elements with `data-drop`; Escape cancels, the wheel scrolls. */
export function useDragOnto(onDrop: (what: string, onto: string) => void) {
  const [pressed, setPressed] = useState<{ readonly what: string; readonly x: number; readonly y: number } | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = (): void => {
    setPressed(null);
    setDrag(null);
  };
  usePointerDrag(pressed !== null, {
    onMove({ clientX: x, clientY: y }) {
      if (pressed === null || (drag === null && Math.hypot(x - pressed.x, y - pressed.y) < DRAG_SLACK_PX)) return;
      setDrag({ what: pressed.what, x, y, over: placeAt(x, y) });
    },
    onDrop({ clientX, clientY }) {
      const over = drag === null ? null : placeAt(clientX, clientY);
      stop();
      if (pressed !== null && over !== null) onDrop(pressed.what, over);
    },
    onCancel: stop,
  });

  return {
    drag,
    start: (event: ReactPointerEvent, what: string): void => {
      if (event.button === 0) setPressed({ what, x: event.clientX, y: event.clientY });
    },
  };
}
