import { useEffect, useEffectEvent } from 'react';

interface PointerDrag {
  readonly onMove: (event: PointerEvent) => void;
  readonly onDrop: (event: PointerEvent) => void;
  /** Escape, or the system took the pointer away: nothing is dropped. */
  readonly onCancel: () => void;
}

/** Follows the pointer over the whole window while something is held. The browser's own drag cannot be let go by Escape everywhere. */
export function usePointerDrag(isHeld: boolean, { onMove, onDrop, onCancel }: PointerDrag): void {
  const move = useEffectEvent(onMove);
  const drop = useEffectEvent(onDrop);
  const cancel = useEffectEvent(onCancel);
  useEffect(() => {
    if (!isHeld) return;
    const moved = (event: PointerEvent): void => move(event);
    const dropped = (event: PointerEvent): void => drop(event);
    const cancelled = (): void => cancel();
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      cancel();
    };
    window.addEventListener('pointermove', moved);
    window.addEventListener('pointerup', dropped);
    window.addEventListener('pointercancel', cancelled);
    window.addEventListener('keydown', pressed, { capture: true });
    return () => {
      window.removeEventListener('pointermove', moved);
      window.removeEventListener('pointerup', dropped);
      window.removeEventListener('pointercancel', cancelled);
      window.removeEventListener('keydown', pressed, { capture: true });
    };
  }, [isHeld]);
}
