const SIZE_PX = 13;
let measured = 0;

/** Width in px of one half-width character of the table's address face, whatever face the machine has. Measured once. */
export function characterWidth(): number {
  if (measured > 0) return measured;
  const face = getComputedStyle(document.documentElement).getPropertyValue('--ts-mono');
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return SIZE_PX * 0.6;
  pen.font = `${SIZE_PX}px ${face}`;
  measured = pen.measureText('0'.repeat(20)).width / 20;
  return measured;
}
