/**
 * The code that links an invoice group to an Amazon group: 1 to 20 half-width alphanumerics (manual 2-2-2,
 * docs/domain/neo.md#invoice-groups).
 */
const CODE = /^[A-Za-z0-9]{1,20}$/;
export const MAX_CODE_LENGTH = 20;

export type CodeProblem = 'code-empty' | 'code-too-long' | 'code-character';

/** Problem of a code: the first invalid character (`position` from 1) and a corrected code. */
export interface CodeCheck {
  readonly problem: CodeProblem | null;
  readonly character: string;
  readonly position: number;
  /** The code in half width without blanks, if that is valid; otherwise `null`. */
  readonly twin: string | null;
}

export const isCode = (text: string): boolean => CODE.test(text);

/** The half-width form of a code without blanks and invisible characters. Idempotent. */
export const toHalfWidthCode = (text: string): string => text.normalize('NFKC').replace(/[\s\p{Cf}\p{Cc}]/gu, '');

export function checkCode(text: string): CodeCheck {
  const fine = { problem: null, character: '', position: 0, twin: null };
  if (isCode(text)) return fine;
  const narrow = toHalfWidthCode(text);
  const twin = isCode(narrow) ? narrow : null;
  if (text === '') return { ...fine, problem: 'code-empty' };
  const characters = [...text];
  const at = characters.findIndex((character) => !/^[A-Za-z0-9]$/.test(character));
  if (at >= 0) return { problem: 'code-character', character: characters[at] as string, position: at + 1, twin };
  return { problem: 'code-too-long', character: '', position: MAX_CODE_LENGTH + 1, twin };
}
