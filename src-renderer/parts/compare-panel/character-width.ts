const SIZE_PX = 13;
let measured = 0;

/** Width in px of a half-width character in the font of the address column. Measured once. */
export function measureCharacterWidth(): number {
  if (measured > 0) return measured;
  const face = getComputedStyle(document.documentElement).getPropertyValue('--ts-mono');
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return SIZE_PX * 0.6;
  pen.font = `${SIZE_PX}px ${face}`;
  measured = pen.measureText('0'.repeat(20)).width / 20;
  return measured;
}
