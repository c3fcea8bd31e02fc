export type TableKey =
  | { readonly move: number; readonly extend: boolean }
  | 'open'
  | 'copy'
  | 'search'
  | 'toggle'
  | 'all'
  | 'none'
  | 'undo'
  | 'adopt'
  | 'accept'
  | 'assign'
  | 'note'
  | null;

interface Situation {
  /** Index of the active row, -1 without one. */
  readonly index: number;
  readonly total: number;
  /** Whole rows that fit on screen. */
  readonly pageRows: number;
  /** The table has the keyboard (or nothing has). Elsewhere only the letters count: a button keeps its Enter, a list its arrows. */
  readonly inTable: boolean;
  /** Rows are chosen: what is done is done to them. */
  readonly chosen: boolean;
}

/** The parts of a key press that decide; a DOM `KeyboardEvent` has them. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/**
 * What a key does in the table. `null`: not ours, the browser keeps it (also every key of an IME composition and every
 * shortcut of the system but 'select all' and 'undo').
 */
export function tableKey(press: KeyPress, { index, total, pageRows, inTable, chosen }: Situation): TableKey {
  if (press.isComposing || press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    if (press.shiftKey) return null;
    return press.key === 'z' ? 'undo' : press.key === 'a' && inTable && total > 0 ? 'all' : null;
  }
  const to = (wanted: number, extend = press.shiftKey): TableKey =>
    total === 0 ? null : { move: Math.min(total - 1, Math.max(0, wanted)), extend };
  const about = (key: 'adopt' | 'accept' | 'assign' | 'note'): TableKey => (chosen || index >= 0 ? key : null);
  switch (press.key) {
    case 'j':
    case 'J':
      return to(index + 1, false);
    case 'k':
    case 'K':
      return to(index < 0 ? 0 : index - 1, false);
    case 'c':
    case 'C':
      return index < 0 ? null : 'copy';
    case 'a':
    case 'A':
      return about('adopt');
    case 'i':
    case 'I':
      return about('accept');
    case 'o':
    case 'O':
    case 't':
    case 'T':
      return about('assign');
    case 'n':
    case 'N':
      return about('note');
    case '/':
      return 'search';
    default:
      break;
  }
  if (!inTable) return null;
  switch (press.key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return to(index < 0 ? 0 : index - 1);
    case 'PageDown':
      return to(Math.max(0, index) + pageRows);
    case 'PageUp':
      return to(index - pageRows);
    case 'Home':
      return to(0);
    case 'End':
      return to(total - 1);
    case 'Enter':
      return index < 0 ? null : 'open';
    case ' ':
      return index < 0 ? null : 'toggle';
    case 'Escape':
      return chosen ? 'none' : null;
    default:
      return null;
  }
}
