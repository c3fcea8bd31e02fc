/** A click usually follows within this time after the last pointer move. */
const REST_MS = 1_500;

const MOVES = ['pointermove', 'pointerdown', 'pointerup', 'pointercancel'] as const;

/**
 * Calls back after this many milliseconds, and then once the pointer is neither pressed nor on its way: for what moves other things as it
 * leaves, so that no press lands on what has taken the place of its aim. Answers what calls it off.
 */
export function afterPointerRest(milliseconds: number, act: () => void): () => void {
  let movedAt = Number.NEGATIVE_INFINITY;
  let isPressed = false;
  const onMove = ({ buttons }: PointerEvent): void => {
    movedAt = performance.now();
    isPressed = buttons !== 0;
  };
  for (const move of MOVES) document.addEventListener(move, onMove, { capture: true, passive: true });
  const callOff = (): void => {
    window.clearTimeout(timer);
    for (const move of MOVES) document.removeEventListener(move, onMove, { capture: true });
  };
  const look = (): void => {
    const rest = isPressed ? REST_MS : movedAt + REST_MS - performance.now();
    if (rest > 0) timer = window.setTimeout(look, rest);
    else {
      callOff();
      act();
    }
  };
  let timer = window.setTimeout(look, milliseconds);
  return callOff;
}
