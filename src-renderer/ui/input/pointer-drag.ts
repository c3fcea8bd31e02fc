import { useEffect, useEffectEvent } from 'react';

interface PointerDrag {
  /** Also called when the page was scrolled under a resting pointer. */
  readonly onMove: (event: PointerEvent) => void;
  readonly onDrop: (event: PointerEvent) => void;
  /** Escape was pressed, or the system canceled the pointer: nothing is dropped. */
  readonly onCancel: () => void;
}

/** Distance to an edge at which dragging scrolls; fastest at and beyond the edge. */
const EDGE_PX = 48;
const FASTEST_PX_A_FRAME = 18;
/** A smaller movement is not a drag. */
export const DRAG_SLACK_PX = 4;

/** Scroll distance per frame in an area from `top` to `bottom`; 0 away from its edges. */
export function getEdgeScroll(y: number, top: number, bottom: number): number {
  const edge = Math.min(EDGE_PX, (bottom - top) / 4);
  const into = y < top + edge ? y - top - edge : y > bottom - edge ? y - bottom + edge : 0;
  return Math.round((Math.max(-edge, Math.min(edge, into)) / edge) * FASTEST_PX_A_FRAME);
}

/** The vertically scrollable ancestor of an element. */
function scrollerOf(element: Element | null): Element | null {
  for (let at = element; at !== null; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /^(auto|scroll)$/.test(getComputedStyle(at).overflowY)) return at;
  return null;
}

/**
 * Follows the pointer in the whole window during a drag, and scrolls the area under it near its edges. The browser's native drag is not
 * used, because Escape does not cancel it everywhere.
 */
export function usePointerDrag(isHeld: boolean, { onMove, onDrop, onCancel }: PointerDrag): void {
  const move = useEffectEvent(onMove);
  const drop = useEffectEvent(onDrop);
  const cancel = useEffectEvent(onCancel);
  useEffect(() => {
    if (!isHeld) return;
    let first: PointerEvent | null = null;
    let last: PointerEvent | null = null;
    let scroller: Element | null = null;
    let frame = 0;
    const scroll = (): void => {
      frame = requestAnimationFrame(scroll);
      if (first === null || last === null || scroller === null) return;
      if (Math.hypot(last.clientX - first.clientX, last.clientY - first.clientY) < DRAG_SLACK_PX) return;
      const { top, bottom } = scroller.getBoundingClientRect();
      const before = scroller.scrollTop;
      scroller.scrollTop += getEdgeScroll(last.clientY, top, bottom);
      if (scroller.scrollTop !== before) move(last);
    };
    const moved = (event: PointerEvent): void => {
      first ??= event;
      last = event;
      // Outside every list, the last one keeps scrolling.
      scroller = scrollerOf(document.elementFromPoint(event.clientX, event.clientY)) ?? scroller;
      move(event);
    };
    const dropped = (event: PointerEvent): void => drop(event);
    const onCancel = (): void => cancel();
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      cancel();
    };
    frame = requestAnimationFrame(scroll);
    window.addEventListener('pointermove', moved);
    window.addEventListener('pointerup', dropped);
    window.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', pressed, { capture: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('pointermove', moved);
      window.removeEventListener('pointerup', dropped);
      window.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', pressed, { capture: true });
    };
  }, [isHeld]);
}
