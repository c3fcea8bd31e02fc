import { useMemo, useState } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Muted, Row, TextLink, useFormat, useText, ViewPanel, Views, ViewTabs } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { CoverageTree } from './coverage-tree.tsx';
import { HeatMapTable } from './heat-map.tsx';
import { getTreeRowProps, OrganizationName } from './organization-name.tsx';
import classes from './organizations.module.css';
import { createShareTree, nameMissingOrganization, type OrganizationRow, type ShareColumn, type TreeSort } from './organizations.ts';
import { SortHead } from './sort-head.tsx';
import { TreeFoot } from './tree-foot.tsx';
import { showOrganization, useOrganizationTree } from './use-organization-tree.ts';

const VIEWS = ['share', 'reasons', 'coverage'] as const;

/** 組織別: by bars or reasons, or coverage and routes. */
export const Organizations = ({ readiness: told }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const format = useFormat();
  const [view, setView] = useState<(typeof VIEWS)[number]>('share');
  const none = text('organizations.none');
  const readiness = useMemo(() => nameMissingOrganization(told, none), [told, none]);
  if (readiness.organizations.length === 0) return null;
  return (
    <section>
      <Views value={view} views={VIEWS} onChange={setView}>
        <Row gap="xs md" align="baseline" mb="xs">
          <h2 id="organizations-title">{text('organizations.title')}</h2>
          <Muted>
            {view === 'share'
              ? text('organizations.hint', { average: format.share(readiness.blocked, readiness.inScope) })
              : text(view === 'reasons' ? 'organizations.heatHint' : 'coverage.hint')}
          </Muted>
          <div className={classes.views}>
            <ViewTabs
              size="small"
              label={text('organizations.view')}
              tabs={VIEWS.map((value) => ({ value, label: text(`organizations.views.${value}`) }))}
            />
          </div>
        </Row>
        <ViewPanel value={view}>
          {view === 'share' ? (
            <ShareTable readiness={readiness} />
          ) : view === 'reasons' ? (
            <HeatMapTable readiness={readiness} />
          ) : (
            <CoverageTree readiness={readiness} />
          )}
        </ViewPanel>
      </Views>
    </section>
  );
};

/** A treegrid: arrows move and expand, Enter shows the organization's people. */
const ShareTable = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const [sort, setSort] = useState<TreeSort<ShareColumn>>({ by: 'blocked', direction: 'descending' });
  const tree = useMemo(() => createShareTree(readiness, sort), [readiness, sort]);
  const head = (by: ShareColumn, name: string) => <SortHead className={classes.number} name={name} by={by} sort={sort} onSort={setSort} />;
  const { rows, hidden, showMore, tabStop, isAllOpen, body, toggle, toggleAll, focus, onKeyDown } = useOrganizationTree(tree);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA pattern for a tree of rows with columns is a table with this role. */}
      <table role="treegrid" aria-labelledby="organizations-title" className={classes.table} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <SortHead name={text('organizations.name')} by="list" sort={sort} onSort={setSort} />
            {head('ready', text('organizations.ready'))}
            {head('blocked', text('organizations.blocked'))}
            {readiness.notChecked === 0 ? null : head('notChecked', text('states.notChecked'))}
            {head('share', text('organizations.share'))}
            <th scope="col" className={classes.barCell} aria-hidden>
              <span
                className={classes.averageLabel}
                style={{ left: `clamp(1.5rem, ${(tree.average / tree.scale) * 100}%, calc(100% - 1.5rem))` }}
              >
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
              onFocus={focus}
              onToggle={toggle}
              onShow={showOrganization}
            />
          ))}
        </tbody>
      </table>
      <TreeFoot isAllOpen={isAllOpen} onToggle={toggleAll} hidden={hidden} onMore={showMore} />
    </>
  );
};

interface RowProps {
  readonly row: OrganizationRow;
  readonly withNotChecked: boolean;
  /** Position of the company's average on the bar, 0 to 1. */
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
    <tr data-id={row.id} tabIndex={tabStop ? 0 : -1} {...getTreeRowProps(row)} onFocus={() => onFocus(row.id)}>
      <td>
        <OrganizationName row={row} onToggle={onToggle} />
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
        <td className={classes.number}>
          {row.notChecked === 0 ? (
            <span className={classes.of}>0</span>
          ) : (
            <TextLink
              className={classes.link}
              tabIndex={tabStop ? 0 : -1}
              aria-label={text('organizations.openNotChecked', { name: row.name, people: row.notChecked })}
              onClick={() => navigate('people', { organizationId: row.id, states: ['not-checked'] })}
            >
              {format.count(row.notChecked)}
            </TextLink>
          )}
        </td>
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
