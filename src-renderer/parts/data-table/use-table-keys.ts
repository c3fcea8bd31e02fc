import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { isFreeKey } from '#renderer/ui/index.ts';
import type { TableSelection } from './selection/use-selection.ts';
import { getTableKeyAction, type KeyPress } from './table-keys.ts';

/** Methods that a table provides to its screen. */
export interface TableHandle {
  focus(): void;
  /** Number of rows that fit on screen completely. */
  pageRows(): number;
  /** Copies the selected rows, otherwise the active one. */
  copy(): void;
  print(): void;
}

interface TableKeysOptions {
  readonly table: RefObject<TableHandle | null>;
  readonly total: number;
  /** Index of the active row, -1 without one. */
  readonly active: number;
  readonly onMove: (index: number) => void;
  readonly onOpen?: (index: number) => void;
  /** Space on the active row. In a table with selection it toggles the row. */
  readonly onToggle?: (index: number) => void;
  readonly selection?: Pick<TableSelection<never>, 'count' | 'choose' | 'extend' | 'moved' | 'chooseAll' | 'clear'>;
  /** One of several tables of a screen: only keys pressed in it are handled. */
  readonly within?: boolean;
  /**
   * The screen's own keys, called before the table's; returns true if the key was handled. `inTable`: the table has focus, or nothing has.
   */
  readonly onKey?: (press: KeyPress, inTable: boolean) => boolean;
}

export type TableKeyHandler = (event: KeyboardEvent, inTable: boolean) => void;

/** Handles keys of a table and its screen whenever no other control uses them. */
export function useTableKeys(options: TableKeysOptions): TableKeyHandler {
  const now = useRef(options);
  now.current = options;
  const pressed = useCallback<TableKeyHandler>((event, inTable) => {
    const { table, total, active, onMove, onOpen, onToggle, selection, onKey } = now.current;
    if (onKey?.(event, inTable) === true) return event.preventDefault();
    const pageRows = table.current?.pageRows() ?? 1;
    const chosen = (selection?.count ?? 0) > 0;
    const action = getTableKeyAction(event, { index: active, total, pageRows, inTable, chosen });
    if (action === null) return;
    if (typeof action === 'object') {
      if (action.extend) selection?.extend(active, action.move);
      else selection?.moved();
      onMove(action.move);
      table.current?.focus();
    } else if (action === 'open') {
      if (onOpen === undefined) return;
      onOpen(active);
    } else if (action === 'toggle') {
      if (selection !== undefined) selection.choose(active, false);
      else if (onToggle !== undefined) onToggle(active);
      else return;
    } else if (action === 'copy') {
      // Selected text is copied as usual.
      if (window.getSelection()?.isCollapsed === false) return;
      table.current?.copy();
    } else if (action === 'print') table.current?.print();
    else if (selection === undefined) return;
    else if (action === 'all') selection.chooseAll();
    else selection.clear();
    event.preventDefault();
  }, []);
  const { within = false } = options;
  useEffect(() => {
    if (within) return;
    const onKey = (event: KeyboardEvent): void => {
      if (isFreeKey(event)) pressed(event, !isControl(event.target));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [pressed, within]);
  return pressed;
}

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, summary, input, [role="radio"], [role="option"], [role="menu"]') !== null;
