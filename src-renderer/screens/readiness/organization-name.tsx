import { IconChevronRight } from '@tabler/icons-react';
import classes from './organization-name.module.css';
import type { OrganizationRow } from './organizations.ts';

const INDENT_PX = 20;

/** The name of an organisation at its depth, with the mark that what is below it can be opened. */
export const OrganizationName = ({ row, onToggle }: { row: OrganizationRow; onToggle: (id: string) => void }) => (
  // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the row answers the arrow keys.
  <span
    className={classes.name}
    style={{ paddingLeft: (row.level - 1) * INDENT_PX }}
    onClick={() => row.expandable && onToggle(row.id)}
    data-expandable={row.expandable || undefined}
  >
    <IconChevronRight size={14} className={classes.chevron} data-open={row.expanded || undefined} aria-hidden />
    {row.name}
  </span>
);

/** What a row of the tree tells of its place in it. */
export const placeInTree = ({ level, position, siblings, expandable, expanded }: OrganizationRow) => ({
  'aria-level': level,
  'aria-posinset': position,
  'aria-setsize': siblings,
  ...(expandable ? { 'aria-expanded': expanded } : {}),
});
