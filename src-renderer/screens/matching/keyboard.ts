export type TableKey = { readonly move: number } | 'open' | 'copy' | 'search' | null;

interface Situation {
  /** Index of the active row, -1 without one. */
  readonly index: number;
  readonly total: number;
  /** Whole rows that fit on screen. */
  readonly pageRows: number;
  /** The table has the keyboard (or nothing has). Elsewhere only the letters count: a button keeps its Enter, a list its arrows. */
  readonly inTable: boolean;
}

/** The parts of a key press that decide; a DOM `KeyboardEvent` has them. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

/**
 * What a key does in the table. `null`: not ours, the browser keeps it (also every key of an IME composition and every
 * shortcut of the system).
 */
export function tableKey(press: KeyPress, { index, total, pageRows, inTable }: Situation): TableKey {
  if (press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
  const to = (wanted: number): TableKey => (total === 0 ? null : { move: Math.min(total - 1, Math.max(0, wanted)) });
  switch (press.key) {
    case 'j':
    case 'J':
      return to(index + 1);
    case 'k':
    case 'K':
      return to(index < 0 ? 0 : index - 1);
    case 'c':
    case 'C':
      return index < 0 ? null : 'copy';
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
    default:
      return null;
  }
}
