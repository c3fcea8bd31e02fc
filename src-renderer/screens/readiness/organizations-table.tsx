import { IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { isComposing, Muted, Row, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import classes from './organizations.module.css';
import { allOpen, firstOpen, type OrganizationRow, organizationTree, treeKey, visibleOrganizations } from './organizations.ts';

const INDENT_PX = 20;

/** 組織別: where it is unbalanced. A treegrid: arrows move and open, Enter shows the organisation's people. */
export const Organizations = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const format = useFormat();
  const tree = useMemo(() => organizationTree(readiness), [readiness]);
  const [open, setOpen] = useState(() => firstOpen(tree));
  const [focused, setFocused] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const rows = visibleOrganizations(tree, open);
  const tabStop = rows.some((row) => row.id === focused) ? focused : (rows[0]?.id ?? null);

  const toggle = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  const show = (id: string): void => navigate('matching', { organizationId: id, firstGateOnly: true });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeKey(rows, tabStop, event.key);
    if (move === null) return;
    event.preventDefault();
    if ('toggle' in move) toggle(move.toggle);
    else if ('open' in move) show(move.open);
    else body.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(move.focus)}"]`)?.focus();
  };

  if (rows.length === 0) return null;
  const everything = allOpen(tree);
  const isAllOpen = [...everything].every((id) => open.has(id));
  return (
    <section>
      <Row gap="xs md" align="baseline" mb="xs">
        <h2 id="organizations-title">{text('organizations.title')}</h2>
        <Muted>{text('organizations.hint', { average: format.share(readiness.blocked, readiness.inScope) })}</Muted>
        <TextLink size="sm" ml="auto" onClick={() => setOpen(isAllOpen ? new Set() : everything)}>
          {text(isAllOpen ? 'organizations.collapseAll' : 'organizations.expandAll')}
        </TextLink>
      </Row>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA pattern for a tree of rows with columns is a table with this role. */}
      <table role="treegrid" aria-labelledby="organizations-title" className={classes.table} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{text('organizations.name')}</th>
            <th scope="col" className={classes.number}>
              {text('organizations.ready')}
            </th>
            <th scope="col" className={classes.number}>
              {text('organizations.blocked')}
            </th>
            {readiness.notChecked === 0 ? null : (
              <th scope="col" className={classes.number}>
                {text('states.notChecked')}
              </th>
            )}
            <th scope="col" className={classes.number}>
              {text('organizations.share')}
            </th>
            <th scope="col" className={classes.barCell} aria-hidden>
              <span className={classes.averageLabel} style={{ left: `${(tree.average / tree.scale) * 100}%` }}>
                {text('organizations.average')}
              </span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <OrganizationLine
              key={row.id}
              row={row}
              withNotChecked={readiness.notChecked > 0}
              average={tree.average / tree.scale}
              tabStop={row.id === tabStop}
              onFocus={setFocused}
              onToggle={toggle}
              onShow={show}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
};

interface RowProps {
  readonly row: OrganizationRow;
  readonly withNotChecked: boolean;
  /** Where the company's average lies on the bar, 0 to 1. */
  readonly average: number;
  readonly tabStop: boolean;
  readonly onFocus: (id: string) => void;
  readonly onToggle: (id: string) => void;
  readonly onShow: (id: string) => void;
}

const OrganizationLine = ({ row, withNotChecked, average, tabStop, onFocus, onToggle, onShow }: RowProps) => {
  const text = useText('readiness');
  const format = useFormat();
  return (
    <tr
      data-id={row.id}
      tabIndex={tabStop ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      {...(row.expandable ? { 'aria-expanded': row.expanded } : {})}
      onFocus={() => onFocus(row.id)}
    >
      <td>
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the row answers the arrow keys. */}
        <span
          className={classes.name}
          style={{ paddingLeft: (row.level - 1) * INDENT_PX }}
          onClick={() => row.expandable && onToggle(row.id)}
          data-expandable={row.expandable || undefined}
        >
          <IconChevronRight size={14} className={classes.chevron} data-open={row.expanded || undefined} aria-hidden />
          {row.name}
        </span>
      </td>
      <td className={classes.number}>
        {format.count(row.ready)} <span className={classes.of}>/ {format.count(row.inScope)}</span>
      </td>
      <td className={classes.number}>
        {row.blocked === 0 ? (
          <span className={classes.of}>0</span>
        ) : (
          <TextLink
            className={classes.link}
            tabIndex={-1}
            aria-label={text('organizations.open', { name: row.name, people: row.blocked })}
            onClick={() => onShow(row.id)}
          >
            {format.count(row.blocked)}
          </TextLink>
        )}
      </td>
      {withNotChecked ? (
        <td className={classes.number}>{row.notChecked === 0 ? <span className={classes.of}>0</span> : format.count(row.notChecked)}</td>
      ) : null}
      <td className={classes.number}>
        {row.blocked === 0 ? <span className={classes.of}>0 %</span> : format.share(row.blocked, row.inScope)}
      </td>
      <td className={classes.barCell} aria-hidden>
        <span className={classes.track}>
          <span className={classes.bar} style={{ width: `${row.bar * 100}%` }} />
          <span className={classes.average} style={{ left: `${average * 100}%` }} />
        </span>
      </td>
    </tr>
  );
};
