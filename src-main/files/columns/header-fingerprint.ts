import { createHash } from 'node:crypto';
import { foldWord } from './fold.ts';

/** Returns a hash that is equal for headers that differ only in width, case, blanks and punctuation. */
export const computeHeaderFingerprint = (header: readonly string[]): string =>
  createHash('sha256').update(header.map(foldWord).join('\u001f')).digest('hex').slice(0, 32);
