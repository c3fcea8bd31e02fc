import { createHash } from 'node:crypto';
import { foldWord } from './fold.ts';

/** Same for headers that differ in width, case, blanks and marks only. */
export const headerFingerprint = (header: readonly string[]): string =>
  createHash('sha256').update(header.map(foldWord).join('\u001f')).digest('hex').slice(0, 32);
