import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import {
  Bar,
  Button,
  ErrorState,
  Muted,
  PlainList,
  Row,
  SkeletonRows,
  Stack,
  StateMark,
  TextLink,
  TruncatedText,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { hasOverlap, sortByPeople, sortGroupsBySeverity } from '../trial/trial-view.ts';
import type { Trial } from '../trial/use-trial.ts';
import classes from './panels.module.css';

type Group = CallOutput<'routes.simulateAll'>['groups'][number];
/** Maximum organizations and people of a line; the rest is counted. */
const ORGANIZATIONS = 8;
const PEOPLE_PAGE = 50;

interface EverybodyPanelProps {
  readonly routeId: string;
  /** True if no problem of the route has severity `block`. */
  readonly usable: boolean;
  /** Its day and absences also apply here. */
  readonly trial: Trial;
  readonly onJump: (stepId: string | null) => void;
}

/** All users of the route: who is stopped, why, and where. */
export const EverybodyPanel = ({ routeId, usable, trial, onJump }: EverybodyPanelProps) => {
  const text = useText('routesScreen.everybody');
  const format = useFormat();
  const question = { routeId, date: trial.date, absences: [...trial.complete] };
  const { value, error, loading, stale, refetch } = useCall('routes.simulateAll', question);
  if (error !== null && value === undefined) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={4} /> : null;
  const { allowed, failing, unchecked } = value;
  const groups = sortGroupsBySeverity(value.groups);
  return (
    <Stack className={classes.form} data-stale={stale || undefined}>
      <div role="status">
        <p className={classes.big}>
          {text(unchecked === 0 ? 'passing' : 'known', {
            passing: format.count(allowed - failing - unchecked),
            allowed: format.count(allowed),
            share: format.share(allowed - failing - unchecked, allowed),
          })}
        </p>
        <Muted component="p">
          {allowed === 0 ? text('noUsers') : text('asOf', { date: format.date(trial.date), absences: trial.complete.length })}
        </Muted>
      </div>
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {unchecked === 0 ? null : <StateMark state="unknown" wraps label={text('unchecked', { count: unchecked })} />}
      {allowed > 0 && unchecked === 0 && groups.length === 0 ? (
        <StateMark state={usable ? 'ready' : 'note'} wraps label={text(usable ? 'fine' : 'fineButUnusable')} />
      ) : null}
      {hasOverlap(groups, failing) ? <Muted component="p">{text('overlap')}</Muted> : null}
      <PlainList className={classes.lines}>
        {groups.map((group) => (
          <GroupLine key={group.key} group={group} allowed={allowed} question={question} onJump={onJump} />
        ))}
      </PlainList>
    </Stack>
  );
};

interface GroupLineProps {
  readonly group: Group;
  readonly allowed: number;
  readonly question: { readonly routeId: string; readonly date: string; readonly absences: Trial['complete'][number][] };
  /** The line counts stopped people, each of whom is in one line only. */
  readonly stopped?: boolean;
  /** Omitted if the step is already visible. */
  readonly onJump?: (stepId: string | null) => void;
}

/** One problem with the number and names of people. */
export const GroupLine = ({ group, allowed, question, stopped = false, onJump }: GroupLineProps) => {
  const text = useText('routesScreen.everybody');
  const words = useText('');
  const [open, setOpen] = useState(false);
  const { problem, people, examples } = group;
  const organizations = sortByPeople(group.organizations);
  const most = organizations[0]?.people ?? 0;
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <li>
      <Row align="flex-start" wrap="nowrap" className={classes.reason}>
        <StateMark state={problem.severity} look="icon" />
        <span>{words.phrase(problem.text, problem.params)}</span>
        <span className={classes.points}>{text('people', { count: people })}</span>
      </Row>
      <Bar value={people} of={allowed} state={problem.severity} bare />
      <Row wrap="nowrap" justify="space-between">
        <TextLink size="sm" aria-expanded={open} onClick={() => setOpen(!open)} icon={<Arrow size={14} aria-hidden />}>
          {text('whose', {
            names: examples
              .map(({ name }) => name)
              .slice(0, 2)
              .join(text('comma')),
            more: Math.max(0, people - Math.min(2, examples.length)),
          })}
        </TextLink>
        {problem.stepId === null || onJump === undefined ? null : (
          <Button size="xs" variant="subtle" onClick={() => onJump(problem.stepId)}>
            {text('toStep')}
          </Button>
        )}
      </Row>
      {open ? (
        <>
          <table className={classes.organizations} aria-label={text('byOrganization')}>
            <tbody>
              {organizations.slice(0, ORGANIZATIONS).map(({ id, name, people: there }) => (
                <tr key={id}>
                  <th scope="row">{name === '' ? text('noOrganization') : name}</th>
                  <td>
                    <Bar value={there} of={most} state={problem.severity} bare />
                  </td>
                  <td>{text('people', { count: there })}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {organizations.length > ORGANIZATIONS ? (
            <Muted component="p">{text('moreOrganizations', { count: organizations.length - ORGANIZATIONS })}</Muted>
          ) : null}
          <Affected lineKey={group.key} stopped={stopped} question={question} />
        </>
      ) : null}
    </li>
  );
};

interface AffectedProps {
  readonly lineKey: string;
  readonly stopped: boolean;
  readonly question: GroupLineProps['question'];
}

const Affected = ({ lineKey, stopped, question }: AffectedProps) => {
  const text = useText('routesScreen.everybody');
  const [limit, setLimit] = useState(PEOPLE_PAGE);
  const { value, error, loading, refetch } = useCall('routes.affected', {
    ...question,
    key: lineKey,
    stopped,
    organizationId: null,
    offset: 0,
    limit,
  });
  if (error !== null && value === undefined) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={3} /> : null;
  return (
    <>
      <PlainList className={classes.people} tabIndex={0} aria-label={text('names')}>
        {value.people.map(({ id, name, organization, title }) => (
          <li key={id}>
            <span>{name}</span>
            <TruncatedText c="dimmed">{text('personAt', { organization, title: title === '' ? 'none' : title })}</TruncatedText>
          </li>
        ))}
      </PlainList>
      {value.total > value.people.length && limit < 500 ? (
        <Button size="xs" variant="default" onClick={() => setLimit(Math.min(500, limit + 150))}>
          {text('morePeople', { count: value.total - value.people.length })}
        </Button>
      ) : null}
    </>
  );
};
