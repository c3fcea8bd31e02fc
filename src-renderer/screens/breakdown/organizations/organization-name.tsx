import { IconChevronRight } from '@tabler/icons-react';
import classes from './organization-name.module.css';
import type { OrganizationRow } from './organizations.ts';

const INDENT_PX = 20;

/** An organization's name, indented, with a toggle for its children. */
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

/** ARIA attributes of a row in the tree. */
export const getTreeRowProps = ({ level, position, siblings, expandable, expanded }: OrganizationRow) => ({
  'aria-level': level,
  'aria-posinset': position,
  'aria-setsize': siblings,
  ...(expandable ? { 'aria-expanded': expanded } : {}),
});
