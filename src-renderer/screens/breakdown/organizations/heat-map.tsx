import { useMemo, useState } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { createHeatMap, type HeatColumn, type HeatMap } from './heat.ts';
import classes from './heat-map.module.css';
import { getTreeRowProps, OrganizationName } from './organization-name.tsx';
import { createOrganizationTree, type OrganizationRow, type TreeSort } from './organizations.ts';
import { SortHead } from './sort-head.tsx';
import { TreeFoot } from './tree-foot.tsx';
import { showOrganization, useOrganizationTree } from './use-organization-tree.ts';

type HeatSort = 'blocked' | HeatColumn['id'];

/** Organizations by reason: every cell has a number, a shade and a link to its people. A treegrid like the bars. */
export const HeatMapTable = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const finding = useText('finding');
  const [sort, setSort] = useState<TreeSort<HeatSort>>({ by: 'blocked', direction: 'descending' });
  const heat = useMemo(() => createHeatMap(readiness), [readiness]);
  const tree = useMemo(
    () =>
      createOrganizationTree(readiness, sort, ({ id, blocked }, by) => {
        const column = heat.columns.find((one) => one.id === by);
        return column === undefined ? blocked : heat.people(id, column);
      }),
    [readiness, heat, sort],
  );
  const { rows, hidden, showMore, tabStop, isAllOpen, body, toggle, toggleAll, focus, onKeyDown } = useOrganizationTree(tree);
  const nameOf = ({ id }: HeatColumn): string => (id === 'others' ? text('organizations.others') : finding(`${id}.name`));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA pattern for a tree of rows with columns is a table with this role. */}
      <table role="treegrid" aria-label={text('organizations.heat')} className={classes.table} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <SortHead name={text('organizations.name')} by="list" sort={sort} onSort={setSort} />
            <SortHead className={classes.head} name={text('organizations.blocked')} by="blocked" sort={sort} onSort={setSort} />
            {heat.columns.map((column) => (
              <SortHead key={column.id} className={classes.head} name={nameOf(column)} by={column.id} sort={sort} onSort={setSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr
              key={row.id}
              data-id={row.id}
              tabIndex={row.id === tabStop ? 0 : -1}
              {...getTreeRowProps(row)}
              onFocus={() => focus(row.id)}
            >
              <td>
                <OrganizationName row={row} onToggle={toggle} />
              </td>
              <Cell
                people={row.blocked}
                shade={0}
                label={text('organizations.open', { name: row.name, people: row.blocked })}
                reachable={row.id === tabStop}
                onShow={() => showOrganization(row.id)}
              />
              {heat.columns.map((column) => (
                <Reason key={column.id} heat={heat} row={row} column={column} name={nameOf(column)} reachable={row.id === tabStop} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <TreeFoot isAllOpen={isAllOpen} onToggle={toggleAll} hidden={hidden} onMore={showMore} />
    </>
  );
};

interface ReasonProps {
  readonly heat: HeatMap;
  readonly row: OrganizationRow;
  readonly column: HeatColumn;
  readonly name: string;
  readonly reachable: boolean;
}

const Reason = ({ heat, row, column, name, reachable }: ReasonProps) => {
  const text = useText('readiness');
  const people = heat.people(row.id, column);
  return (
    <Cell
      people={people}
      shade={heat.shade(row, column)}
      label={text('organizations.openReason', { name: row.name, reason: name, people })}
      reachable={reachable}
      onShow={() => navigate('matching', { organizationId: row.id, codes: column.codes, firstGateOnly: true })}
    />
  );
};

interface CellProps {
  readonly people: number;
  readonly shade: number;
  readonly label: string;
  /** The cell can be reached by Tab, because its row has focus. */
  readonly reachable: boolean;
  readonly onShow: () => void;
}

const Cell = ({ people, shade, label, reachable, onShow }: CellProps) => {
  const format = useFormat();
  return (
    <td className={classes.cell} data-shade={shade}>
      {people === 0 ? (
        <span className={classes.none}>·</span>
      ) : (
        <UnstyledButton className={classes.people} tabIndex={reachable ? 0 : -1} aria-label={label} onClick={onShow}>
          {format.count(people)}
        </UnstyledButton>
      )}
    </td>
  );
};
