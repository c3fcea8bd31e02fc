import { IconChevronRight } from '@tabler/icons-react';
import { Row, TextLink, useText } from '#renderer/ui/index.ts';
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

interface TreeFootProps {
  readonly isAllOpen: boolean;
  readonly onToggle: () => void;
  /** Rows that are open and not drawn. */
  readonly hidden: number;
  readonly onMore: () => void;
}

/** Below a tree of organisations: draws the rows that are left, opens everything or closes it. */
export const TreeFoot = ({ isAllOpen, onToggle, hidden, onMore }: TreeFootProps) => {
  const text = useText('readiness.organizations');
  return (
    <Row gap="md" className={classes.foot}>
      {hidden === 0 ? null : (
        <TextLink size="sm" onClick={onMore}>
          {text('more', { count: hidden })}
        </TextLink>
      )}
      <TextLink size="sm" onClick={onToggle}>
        {text(isAllOpen ? 'collapseAll' : 'expandAll')}
      </TextLink>
    </Row>
  );
};
