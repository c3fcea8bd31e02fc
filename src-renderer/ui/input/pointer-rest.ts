/** A click usually follows within this time after the last pointer move. */
const REST_MS = 1_500;

const MOVES = ['pointermove', 'pointerdown', 'pointerup', 'pointercancel'] as const;

/**
 * Calls back after this many milliseconds, but not while the pointer is pressed or was moved recently. For actions that move other
 * elements, so that a click does not hit another target. Returns a function that cancels the call.
 */
export function callAfterPointerRest(milliseconds: number, act: () => void): () => void {
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
