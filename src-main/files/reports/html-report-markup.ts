/** Markup that only `markup` and `markUpAddress` create, so that texts from lists are always escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = string | number | Markup | null | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const SPECIAL = /[&<>"']/g;
/** Invisible characters: control and format characters (including bidirectional ones), separators, lone surrogates, non-characters. */
const INVISIBLE_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
/** Invisible characters in an address, including blanks of any width, because they make addresses differ. */
const INVISIBLE_ADDRESS_CHARACTERS = /[\p{Cc}\p{Cf}\p{Z}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const escaped = (text: string): string => text.replace(SPECIAL, (character) => ENTITIES[character] as string);

/** Returns a notation such as `U+200B`. */
const codePointName = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;

const marked = (text: string, unseen: RegExp): string =>
  escaped(text).replace(unseen, (character) => `<span class="unseen">${codePointName(character.codePointAt(0) as number)}</span>`);

/** Creates markup with embedded texts: every text is escaped, and invisible characters are shown as code points. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = parts[0] as string;
  for (let at = 0; at < pieces.length; at++) text += written(pieces[at] as Piece) + (parts[at + 1] as string);
  return new Markup(text);
}

function written(piece: Piece): string {
  if (piece === null) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('');
  return marked(String(piece), INVISIBLE_CHARACTERS);
}

/** Returns an address as markup in which blanks are shown as code points too, because they can be the only difference. */
export const markUpAddress = (address: string): Markup => new Markup(marked(address, INVISIBLE_ADDRESS_CHARACTERS));
