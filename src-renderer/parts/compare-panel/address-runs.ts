import type { CharacterCell } from '#shared/domain/email/index.ts';
import { formatCodePoint } from './comparison.ts';

/**
 * Part of an address in a table cell. `mark` = an invisible character shown by its code point, `gap` = the other side has more characters
 * here.
 */
export interface AddressRun {
  readonly kind: 'same' | 'differs' | 'mark' | 'gap' | 'cut';
  readonly text: string;
}

interface Piece {
  readonly kind: AddressRun['kind'];
  readonly text: string;
  readonly width: number;
}

/** Full-width scripts take two columns in a monospaced font. */
const WIDE: ReadonlySet<string> = new Set(['fullwidth', 'kana', 'han']);
/** Japanese fonts draw the ellipsis as wide as a kanji. */
const ELLIPSIS: Piece = { kind: 'cut', text: '…', width: 2 };
/** Number of characters kept at the beginning and before the first difference when an address is too long. */
const HEAD = 4;
const CONTEXT_CHARACTERS = 2;

/**
 * One side of a comparison in at most `capacity` half-width columns (20 or more). Equal parts of a long address are shortened first, so
 * differences stay visible.
 */
export function createAddressRuns(cells: readonly CharacterCell[], capacity: number): AddressRun[] {
  const pieces = cells.map(pieceOf);
  if (widthOf(pieces) <= capacity) return merge(pieces);
  const first = pieces.findIndex((piece) => piece.kind !== 'same');
  const last = pieces.findLastIndex((piece) => piece.kind !== 'same');
  if (last < 0 || widthOf(pieces.slice(0, last + 1)) <= capacity - ELLIPSIS.width)
    return merge([...fitting(pieces, capacity - ELLIPSIS.width), ELLIPSIS]);
  const from = Math.max(HEAD, first - CONTEXT_CHARACTERS);
  const head = from > HEAD ? [...pieces.slice(0, HEAD), ELLIPSIS] : pieces.slice(0, from);
  const drawn = [...head, ...pieces.slice(from)];
  return merge(widthOf(drawn) <= capacity ? drawn : [...fitting(drawn, capacity - ELLIPSIS.width), ELLIPSIS]);
}

function pieceOf(cell: CharacterCell): Piece {
  if (cell.kind === 'missing') return { kind: 'gap', text: '', width: 0 };
  if (cell.invisible) {
    const text = cell.text === ' ' ? '␣' : formatCodePoint(cell).slice(2);
    return { kind: 'mark', text, width: text.length };
  }
  return { kind: cell.kind === 'same' ? 'same' : 'differs', text: cell.text, width: WIDE.has(cell.script) ? 2 : 1 };
}

const widthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + piece.width, 0);

function fitting(pieces: readonly Piece[], room: number): readonly Piece[] {
  let width = 0;
  const end = pieces.findIndex((piece) => {
    width += piece.width;
    return width > room;
  });
  return end < 0 ? pieces : pieces.slice(0, end);
}

/** Joins neighbors of one kind into one run; marks stay separate, adjacent gaps become one. */
function merge(pieces: readonly Piece[]): AddressRun[] {
  const runs: { kind: AddressRun['kind']; text: string }[] = [];
  for (const { kind, text } of pieces) {
    const before = runs.at(-1);
    if (before && before.kind === kind && kind !== 'mark') before.text += text;
    else runs.push({ kind, text });
  }
  return runs;
}
