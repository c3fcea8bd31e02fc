import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { navigate } from '#renderer/navigation/index.ts';
import { isComposing } from '#renderer/ui/index.ts';
import {
  getAllOpenIds,
  getInitiallyOpenIds,
  getTreeMove,
  listVisibleOrganizations,
  type OrganizationRow,
  type OrganizationTree,
} from './organizations.ts';

interface TreeState {
  /** The displayed part of the open rows. */
  readonly rows: readonly OrganizationRow[];
  /** Number of open rows that are not rendered yet. */
  readonly hidden: number;
  readonly showMore: () => void;
  /** The row reachable by Tab. */
  readonly tabStop: string | null;
  readonly isAllOpen: boolean;
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly toggle: (id: string) => void;
  /** Expands or collapses all; `null` = no organization has children. */
  readonly toggleAll: (() => void) | null;
  readonly focus: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Opens the list of an organization's people who cannot order. */
export const showOrganization = (id: string): void => navigate('matching', { organizationId: id, firstGateOnly: true });

/** Rows are sorted by relevance; further ones are shown on request. */
const ROWS_AT_FIRST = 60;
const ROWS_MORE = 500;

/** State and keys of an organization treegrid: arrows move and expand, Enter shows the organization's people. */
export function useOrganizationTree(tree: OrganizationTree): TreeState {
  const [open, setOpen] = useState(() => getInitiallyOpenIds(tree));
  const [focused, setFocused] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [limit, setLimit] = useState(ROWS_AT_FIRST);
  const [printing, setPrinting] = useState(false);
  const visible = listVisibleOrganizations(tree, open);
  const rows = printing ? visible : visible.slice(0, limit);
  const tabStop = rows.some((row) => row.id === focused) ? focused : (rows[0]?.id ?? null);
  useEffect(() => {
    // All rows are rendered for printing.
    const drawAll = (): void => flushSync(() => setPrinting(true));
    const drawFirst = (): void => setPrinting(false);
    window.addEventListener('beforeprint', drawAll);
    window.addEventListener('afterprint', drawFirst);
    return () => {
      window.removeEventListener('beforeprint', drawAll);
      window.removeEventListener('afterprint', drawFirst);
    };
  }, []);
  const everything = getAllOpenIds(tree);
  const isAllOpen = [...everything].every((id) => open.has(id));
  const toggle = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return {
    rows,
    hidden: visible.length - rows.length,
    showMore: () => setLimit(limit + ROWS_MORE),
    tabStop,
    isAllOpen,
    body,
    toggle,
    toggleAll:
      everything.size === 0
        ? null
        : () => {
            setOpen(isAllOpen ? new Set() : everything);
            if (!isAllOpen) setLimit(Number.POSITIVE_INFINITY);
          },
    focus: setFocused,
    onKeyDown(event) {
      // A button within the row handles its own Enter and Space.
      if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.key === 'Enter' || event.key === ' ') && !(event.target instanceof HTMLTableRowElement)) return;
      const move = getTreeMove(visible, tabStop, event.key);
      if (move === null) return;
      event.preventDefault();
      if ('toggle' in move) toggle(move.toggle);
      else if ('open' in move) showOrganization(move.open);
      else {
        const at = visible.findIndex(({ id }) => id === move.focus);
        if (at >= limit) flushSync(() => setLimit(at + ROWS_MORE));
        body.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(move.focus)}"]`)?.focus();
      }
    },
  };
}
