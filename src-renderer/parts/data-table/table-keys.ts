/** What a key asks of a table: to go to a row, or what to do. `null`: not the table's, the browser or the screen keeps it. */
export type TableKey = { readonly move: number; readonly extend: boolean } | 'open' | 'toggle' | 'all' | 'none' | 'copy' | 'print' | null;

interface Situation {
  /** Index of the active row, -1 without one. */
  readonly index: number;
  readonly total: number;
  /** Whole rows that fit on screen. */
  readonly pageRows: number;
  /** The table has the keyboard (or nothing has). Elsewhere only J and K count: a button keeps its Enter, a list its arrows. */
  readonly inTable: boolean;
  /** Rows are chosen: Escape lets them go. */
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

/** What a key does in every table, also none of an IME composition and no shortcut of the system but those for all rows, copying and printing. */
export function tableKey(press: KeyPress, { index, total, pageRows, inTable, chosen }: Situation): TableKey {
  if (press.isComposing || press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return inTable && total > 0 ? shortcut(press, index >= 0 || chosen) : null;
  const to = (wanted: number, extend = press.shiftKey): TableKey =>
    total === 0 ? null : { move: Math.min(total - 1, Math.max(0, wanted)), extend };
  const before = index < 0 ? 0 : index - 1;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (key === 'j') return to(index + 1, false);
  if (key === 'k') return to(before, false);
  if (!inTable) return null;
  switch (key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return to(before);
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

/** Copying is about chosen rows, or the one that the keys are on. */
function shortcut({ key, shiftKey }: KeyPress, about: boolean): TableKey {
  if (shiftKey) return null;
  return key === 'a' ? 'all' : key === 'c' && about ? 'copy' : key === 'p' ? 'print' : null;
}
