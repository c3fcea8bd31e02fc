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
  /** Position from 1, in user-perceived characters; 0 = the whole text. */
  readonly position: number;
}

const BLANK = /[\p{White_Space}\u2800]/u;
const LINE_BREAK = /[\n\r\u0085\u2028\u2029\t]/u;
// Full-width letters, digits and signs.
const FULL_WIDTH = /[\uff01-\uff5e\uffe0-\uffe6]/u;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]/u;
/** Masking characters copied from a screen. */
const MASKED = /^(?:[*•●＊・∙⁎]{3,}|x{6,})$/iu;

/** The first unusual character of each kind, by position; empty for a text in the vendors' usual form. */
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
  // The map keeps insertion order, which is the order of positions.
  return [...found].map(([oddity, position]) => ({ oddity, position }));
}
