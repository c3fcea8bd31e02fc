/** Likely mistakes in a typed or pasted secret. Reported, never corrected. Source: docs/domain/amazon-cxml.md#credentials. */
export type SecretOddity =
  | 'blank-start'
  | 'blank-end'
  | 'line-break'
  | 'blank-inside'
  | 'full-width'
  | 'invisible'
  | 'not-ascii'
  | 'masked';

export interface OddCharacter {
  readonly oddity: SecretOddity;
  /** 1-based, in characters as a person counts them; 0 = the text as a whole. */
  readonly position: number;
}

const BLANK = /[\p{White_Space}\u2800]/u;
const LINE_BREAK = /[\n\r\u0085\u2028\u2029\t]/u;
// Letters, digits and signs that have a half-width twin.
const FULL_WIDTH = /[\uff01-\uff5e\uffe0-\uffe6]/u;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]/u;
/** Masking characters copied from a screen. */
const MASKED = /^(?:[*•●＊・∙⁎]{3,}|x{6,})$/iu;

/** The first odd character of each kind, from first to last; empty for text as vendors issue it. */
export function findOddCharacters(secret: string): readonly OddCharacter[] {
  if (secret === '') return [];
  if (MASKED.test(secret)) return [{ oddity: 'masked', position: 0 }];
  const characters = [...secret];
  const found = new Map<SecretOddity, number>();
  const note = (oddity: SecretOddity, index: number): void => {
    if (!found.has(oddity)) found.set(oddity, index + 1);
  };
  for (const [index, character] of characters.entries()) {
    if (LINE_BREAK.test(character)) note('line-break', index);
    else if (BLANK.test(character))
      note(index === 0 ? 'blank-start' : index === characters.length - 1 ? 'blank-end' : 'blank-inside', index);
    else if (INVISIBLE.test(character)) note('invisible', index);
    else if (FULL_WIDTH.test(character)) note('full-width', index);
    else if (character > '\u007e') note('not-ascii', index);
  }
  // Met from the first character to the last: the map keeps that order.
  return [...found].map(([oddity, position]) => ({ oddity, position }));
}
