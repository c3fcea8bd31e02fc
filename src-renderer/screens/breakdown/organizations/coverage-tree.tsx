import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { ActionIcon, Muted, Row, TextLink, UnstyledButton, useFormat, useRefusalReason, useText } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { AssignDialog, type AssignmentQuestion } from '../../../parts/drag-onto/assign-dialog.tsx';
import { DragLabel, DragTray } from '../../../parts/drag-onto/drag-onto.tsx';
import { useDragOnto } from '../../../parts/drag-onto/use-drag-onto.ts';
import {
  type CoverageColumn,
  createCoverageTree,
  groupRoutesByOrganization,
  isShareShown,
  listAssignableRoutes,
  type OrganizationRoute,
} from './coverage.ts';
import classes from './coverage-tree.module.css';
import { getTreeRowProps, OrganizationName } from './organization-name.tsx';
import { NO_ORGANIZATION_ID, type OrganizationRow, type TreeSort } from './organizations.ts';
import { SortHead } from './sort-head.tsx';
import { TreeFoot } from './tree-foot.tsx';
import { useAssignRoute, useRouteAssignmentEffect } from './use-assignment.ts';
import { useOrganizationTree } from './use-organization-tree.ts';

/**
 * Organizations as a tree: how many people can order, and applicable routes; routes are dragged onto it. A treegrid like the other views.
 */
export const CoverageTree = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const words = useText('readiness.coverage');
  const give = useText('readiness.assign');
  const [sort, setSort] = useState<TreeSort<CoverageColumn>>({ by: 'people', direction: 'descending' });
  const tree = useMemo(() => createCoverageTree(readiness, sort), [readiness, sort]);
  const reach = useCall('routes.reach', {}).value;
  const routes = useMemo(() => (reach === undefined ? null : groupRoutesByOrganization(reach)), [reach]);
  const given = useMemo(() => (reach === undefined ? [] : listAssignableRoutes(reach)), [reach]);
  const assign = useAssignRoute();
  const [question, setQuestion] = useState<AssignmentQuestion | null>(null);
  const { drag, start } = useDragOnto((routeId, organizationId) => void assign(routeId, organizationId));
  const effect = useRouteAssignmentEffect(drag?.what ?? null, drag?.over ?? null);
  const held = given.find(({ id }) => id === drag?.what)?.name ?? '';
  const { rows, hidden, showMore, tabStop, isAllOpen, body, toggle, toggleAll, focus, onKeyDown } = useOrganizationTree(tree);
  return (
    <>
      <DragTray
        label={give('tray')}
        hint={give('trayHint')}
        things={given}
        chip={(route) => give('chip', { route })}
        more={(count) => give('more', { count })}
        onGrab={start}
        onAsk={(thingId) => setQuestion({ thingId, organizationId: null })}
      />
      <div className={classes.place} data-dragging={drag !== null || undefined}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA pattern for a tree of rows with columns is a table with this role. */}
        <table role="treegrid" aria-label={words('label')} className={classes.table} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <SortHead className={classes.name} name={text('organizations.name')} by="list" sort={sort} onSort={setSort} />
              <SortHead className={classes.people} name={words('people')} by="people" sort={sort} onSort={setSort} />
              <SortHead className={classes.share} name={words('share')} by="share" first="ascending" sort={sort} onSort={setSort} />
              <th scope="col" className={classes.routes}>
                {words('routes')}
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row) => (
              <tr
                key={row.id}
                data-id={row.id}
                data-drop={row.id === NO_ORGANIZATION_ID ? undefined : row.id}
                data-over={drag?.over === row.id || undefined}
                tabIndex={row.id === tabStop ? 0 : -1}
                {...getTreeRowProps(row)}
                onFocus={() => focus(row.id)}
              >
                <td className={classes.name}>
                  <OrganizationName row={row} onToggle={toggle} />
                </td>
                <People row={row} reachable={row.id === tabStop} />
                <Share row={row} />
                <Routes
                  row={row}
                  routes={routes?.get(row.id) ?? (reach?.routes.length === 0 ? NO_ROUTES : null)}
                  reachable={row.id === tabStop}
                  onGive={
                    given.length === 0 || row.id === NO_ORGANIZATION_ID
                      ? null
                      : () => setQuestion({ thingId: null, organizationId: row.id })
                  }
                />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <TreeFoot isAllOpen={isAllOpen} onToggle={toggleAll} hidden={hidden} onMore={showMore} />
      {drag === null ? null : <DragLabel drag={drag} hint={give('dropHint', { route: held })} effect={effect} name={held} />}
      {question === null ? null : (
        <AssignDialog
          words={{
            title: give('title'),
            thing: give('route'),
            organization: give('organization'),
            choose: give('choose'),
            action: give('do'),
          }}
          question={question}
          things={reach?.routes ?? []}
          useEffectOf={useRouteAssignmentEffect}
          onAssign={assign}
          onClose={() => setQuestion(null)}
        />
      )}
    </>
  );
};

interface PeopleProps {
  readonly row: OrganizationRow;
  readonly reachable: boolean;
}

const People = ({ row, reachable }: PeopleProps) => {
  const words = useText('readiness.coverage');
  const format = useFormat();
  return (
    <td className={classes.people}>
      <UnstyledButton
        className={classes.count}
        tabIndex={reachable ? 0 : -1}
        aria-label={words('open', { name: row.name, people: row.inScope })}
        onClick={() => navigate('people', { organizationId: row.id, states: ['ready', 'not-checked', 'blocked'] })}
      >
        {format.count(row.inScope)}
      </UnstyledButton>
    </td>
  );
};

/** The share who can order, if known, and all people as one bar: can, not checked, cannot. */
const Share = ({ row }: { row: OrganizationRow }) => {
  const words = useText('readiness.coverage');
  const states = useText('readiness.states');
  const format = useFormat();
  const parts = (['ready', 'notChecked', 'blocked'] as const).filter((state) => row[state] > 0);
  const spoken = parts.map((state) => words('part', { state: states(state), people: row[state] })).join(words('comma'));
  return (
    <td className={classes.share} title={spoken}>
      <Row component="span" gap="sm" wrap="nowrap">
        <span className={classes.percent}>
          {isShareShown(row) ? format.share(row.ready, row.inScope) : <Muted size="xs">{states('notChecked')}</Muted>}
        </span>
        <span className={classes.bar} role="img" aria-label={spoken}>
          {parts.map((state) => (
            <span key={state} data-state={state} style={{ flexGrow: row[state] }} />
          ))}
        </span>
        <Muted size="xs" className={classes.missing}>
          {row.blocked === 0 ? '' : words('missing', { people: row.blocked })}
        </Muted>
      </Row>
    </td>
  );
};

/** Maximum number of routes that are named; the others are counted. */
const NAMED = 2;
const NO_ROUTES: readonly OrganizationRoute[] = [];

interface RoutesProps {
  readonly row: OrganizationRow;
  readonly routes: readonly OrganizationRoute[] | null;
  readonly reachable: boolean;
  /** `null` = nothing to assign. */
  readonly onGive: (() => void) | null;
}

const Routes = ({ row, routes, reachable, onGive }: RoutesProps) => {
  const words = useText('readiness.coverage');
  const assign = useText('readiness.assign');
  const refused = useRefusalReason() !== null;
  if (routes === null) return <td className={classes.routes} />;
  const nameOf = ({ name, people, isPartial }: OrganizationRoute): string => (isPartial ? words('partial', { name, people }) : name);
  return (
    <td className={classes.routes} title={routes.map(nameOf).join(words('comma'))}>
      <Row gap="xs" wrap="nowrap">
        {routes.length === 0 ? <Muted>{words('noRoute')}</Muted> : null}
        {routes.slice(0, NAMED).map((route) => (
          <TextLink
            key={route.id}
            size="sm"
            className={classes.route}
            tabIndex={reachable ? 0 : -1}
            onClick={() => navigate('routes', { id: route.id })}
          >
            {nameOf(route)}
          </TextLink>
        ))}
        {routes.length > NAMED ? (
          <Muted size="xs" className={classes.others}>
            {words('others', { count: routes.length - NAMED })}
          </Muted>
        ) : null}
        {onGive === null || refused ? null : (
          <ActionIcon
            ml="auto"
            size="sm"
            className={classes.give}
            tabIndex={reachable ? 0 : -1}
            aria-label={assign('give', { organization: row.name })}
            title={assign('give', { organization: row.name })}
            onClick={onGive}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </Row>
    </td>
  );
};
