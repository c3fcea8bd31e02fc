import { IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Mono, Row, StateMark, TruncatedText, UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import type { PeopleQuestion } from './coverage-people.tsx';
import {
  type CoverageLevel,
  countPeopleByGroup,
  getTintStrength,
  isUnusableGroup,
  listVisibleRows,
  type RowsByParent,
  type TreeRow,
} from './coverage-tree.ts';
import classes from './invoicing.module.css';
import type { CoverageState } from './use-coverage.ts';

const ROW_PX = 36;
const INDENT_PX = 16;

interface CoverageTableProps {
  readonly state: Pick<CoverageState, 'open' | 'toggle'>;
  readonly groups: CoverageLevel['groups'];
  readonly levels: RowsByParent;
  readonly asked: PeopleQuestion | null;
  readonly onAsk: (question: PeopleQuestion) => void;
  /** A group is being dragged. */
  readonly isHeld: boolean;
  /** The organization under the dragged group. */
  readonly over: string | null;
}

/** Only visible rows are rendered; header and organizations stay visible while scrolling. */
export const CoverageTable = ({ state, groups, levels, asked, onAsk, isHeld, over }: CoverageTableProps) => {
  const text = useText('invoicingScreen');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = listVisibleRows(levels, state.open);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const broken = ({ code, malformed }: CoverageLevel['groups'][number]): string =>
    text(code === '' ? 'coverage.noCode' : malformed ? 'coverage.malformedCode' : 'coverage.brokenCode', { code });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const before = first?.start ?? 0;
  const after = last === undefined ? 0 : virtual.getTotalSize() - last.end;
  const columns = 4 + groups.length;
  return (
    <div className={classes.scroller} data-held={isHeld || undefined} ref={scroller}>
      <table className={classes.coverage} aria-label={text('coverage.title')} aria-rowcount={rows.length + 1} aria-colcount={columns}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={classes.place}>
              {text('coverage.organization')}
            </th>
            <th scope="col">{text('coverage.all')}</th>
            <th scope="col">{text('coverage.none')}</th>
            <th scope="col">{text('coverage.several')}</th>
            {groups.map((group) => (
              <th scope="col" key={group.id} title={group.name} data-broken={isUnusableGroup(group) || undefined}>
                <TruncatedText className={classes.groupName}>{group.name}</TruncatedText>
                <Row component="span" gap="xs" align="flex-start" justify="flex-end" wrap="nowrap">
                  <Mono>{group.code}</Mono>
                  {isUnusableGroup(group) ? <StateMark state="block" look="icon" label={broken(group)} /> : null}
                </Row>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? (
            <tr aria-hidden>
              <td colSpan={columns} style={{ height: before }} />
            </tr>
          ) : null}
          {items.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <PlaceRow
                key={`${row.depth} ${row.row.id}`}
                at={index}
                tree={row}
                groups={groups}
                asked={asked}
                isOver={row.row.id === over}
                onToggle={state.toggle}
                onAsk={onAsk}
              />
            );
          })}
          {after > 0 ? (
            <tr aria-hidden>
              <td colSpan={columns} style={{ height: after }} />
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
};

interface RowProps {
  readonly at: number;
  readonly tree: TreeRow;
  readonly groups: CoverageLevel['groups'];
  readonly asked: PeopleQuestion | null;
  readonly isOver: boolean;
  readonly onToggle: (id: string) => void;
  readonly onAsk: (question: PeopleQuestion) => void;
}

const PlaceRow = ({ at, tree: { row, depth, open }, groups, asked, isOver, onToggle, onAsk }: RowProps) => {
  const text = useText('invoicingScreen');
  const format = useFormat();
  const here = { organizationId: row.id, organization: row.name };
  const share = (people: number): string => format.share(people, row.people);
  return (
    <tr
      aria-rowindex={at + 2}
      data-current={asked?.organizationId === row.id || undefined}
      data-drop={row.id === '' ? undefined : row.id}
      data-over={isOver || undefined}
    >
      <th scope="row" className={classes.place}>
        <Row component="span" gap="none" align="stretch" wrap="nowrap" style={{ paddingLeft: depth * INDENT_PX }}>
          {row.children > 0 ? (
            <UnstyledButton className={classes.toggle} aria-expanded={open} onClick={() => onToggle(row.id)}>
              <IconChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
              <span>{row.name}</span>
            </UnstyledButton>
          ) : (
            <span className={classes.leaf}>{row.name}</span>
          )}
        </Row>
      </th>
      <td className={classes.count}>{format.count(row.people)}</td>
      <td className={classes.gapCell}>
        {row.none === 0 ? null : (
          <UnstyledButton
            className={classes.gap}
            aria-label={text('coverage.cell.none', { organization: row.name, people: row.none, of: row.people })}
            onClick={() => onAsk({ which: { kind: 'none' }, ...here })}
          >
            {format.count(row.none)}
          </UnstyledButton>
        )}
      </td>
      <td className={classes.gapCell}>
        {row.several === 0 ? null : (
          <UnstyledButton
            className={classes.double}
            aria-label={text('coverage.cell.several', { organization: row.name, people: row.several, of: row.people })}
            onClick={() => onAsk({ which: { kind: 'several' }, ...here })}
          >
            {format.count(row.several)}
          </UnstyledButton>
        )}
      </td>
      {countPeopleByGroup(row, groups.length).map((people, place) => {
        const group = groups[place];
        if (group === undefined) return null;
        return (
          <td key={group.id} className={classes.cell} data-broken={isUnusableGroup(group) || undefined}>
            {people === 0 ? null : (
              <UnstyledButton
                style={{ '--tint': getTintStrength(people, row.people) }}
                title={text('coverage.cell.group', {
                  organization: row.name,
                  group: group.name,
                  people,
                  of: row.people,
                  share: share(people),
                })}
                aria-label={text('coverage.cell.group', {
                  organization: row.name,
                  group: group.name,
                  people,
                  of: row.people,
                  share: share(people),
                })}
                onClick={() => onAsk({ which: { kind: 'group', groupId: group.id }, ...here })}
              >
                {format.count(people)}
              </UnstyledButton>
            )}
          </td>
        );
      })}
    </tr>
  );
};
