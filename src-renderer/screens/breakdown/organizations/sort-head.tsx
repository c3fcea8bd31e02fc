import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { UnstyledButton, useText } from '#renderer/ui/index.ts';
import { type TreeSort, toggleTreeSort } from './organizations.ts';
import classes from './sort-head.module.css';

interface SortHeadProps<By extends string> {
  readonly name: string;
  readonly by: By | 'list';
  readonly sort: TreeSort<By>;
  readonly onSort: (sort: TreeSort<By>) => void;
  /** Initial direction of a column: worst first. */
  readonly first?: TreeSort<By>['direction'];
  readonly className?: string | undefined;
}

/** A sortable heading of an organization tree. */
export const SortHead = <By extends string>({ name, by, sort, onSort, first = 'descending', className }: SortHeadProps<By>) => {
  const text = useText('readiness.organizations');
  const sorted = sort.by === by;
  const Arrow = sort.direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" className={className} aria-sort={sorted ? sort.direction : 'none'}>
      <UnstyledButton
        className={classes.sort}
        data-sorted={sorted || undefined}
        title={by === 'list' ? text('sortAsInNeo') : undefined}
        onClick={() => onSort(toggleTreeSort(sort, by, by === 'list' ? 'ascending' : first))}
      >
        {sorted && by === 'list' ? text('asInNeo', { name }) : name}
        {sorted ? <Arrow size={12} aria-hidden /> : null}
      </UnstyledButton>
    </th>
  );
};
