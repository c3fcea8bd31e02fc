import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import { usePointerDrag } from '#renderer/ui/index.ts';
import { getDropIndex } from '../view-model.ts';

interface Drag {
  readonly from: number;
  readonly to: number;
}

interface DragProps {
  /** The rows in display order. */
  readonly elements: () => readonly (HTMLElement | null)[];
  readonly onDrop: (from: number, to: number) => void;
}

/** Moves a row by its handle with a pointer; Escape cancels. */
export function useStepDrag({ elements, onDrop }: DragProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  usePointerDrag(drag !== null, {
    onMove: (event) =>
      setDrag((now) => {
        if (now === null) return null;
        const middles = elements().map((element) => {
          const box = element?.getBoundingClientRect();
          return box === undefined ? 0 : box.top + box.height / 2;
        });
        const to = getDropIndex(event.clientY, middles, now.from);
        return to === now.to ? now : { ...now, to };
      }),
    onDrop() {
      setDrag(null);
      if (drag !== null && drag.from !== drag.to) onDrop(drag.from, drag.to);
    },
    onCancel: () => setDrag(null),
  });

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
