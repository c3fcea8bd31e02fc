import { IconWand } from '@tabler/icons-react';
import { type CallState, useCall } from '#renderer/client/index.ts';
import type { Names } from '#renderer/ui/drafts/index.ts';
import { Button, ErrorState, Muted, Notice, PlainList, Stack, StateMark, useFormat, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { Route, Step } from '#shared/domain/routes/route.ts';
import {
  createAddedApproversPhrase,
  createRemedyPhrase,
  findOtherIncompleteStep,
  findStepRemedies,
  getNoRemedyReason,
  type Remedies,
} from '../remedy-view.ts';
import type { Trial } from '../trial/use-trial.ts';
import { GroupLine } from './everyone-panel.tsx';
import classes from './panels.module.css';
import type { ApplyProblemFix } from './problem-list.tsx';

interface StoppedPeopleProps {
  readonly route: Route;
  readonly step: Step;
  readonly names: Names;
  readonly trial: Trial;
  readonly remedies: CallState<Remedies>;
  readonly onMend: ApplyProblemFix;
}

/** People stopped at a step, why, where, and remedies, beside the step's settings. */
export const StoppedPeople = ({ route, step, names, trial, remedies, onMend }: StoppedPeopleProps) => {
  const text = useText('routesScreen.step.stopped');
  const words = useText('route');
  const format = useFormat();
  const refused = useRefusalProps();
  const question = { routeId: route.id, date: trial.date, absences: [...trial.complete] };
  const { value, stale } = useCall('routes.simulateAll', question);
  const here = value?.stops.find(({ stepId }) => stepId === step.id)?.people ?? 0;
  if (value === undefined || here === 0) return null;
  const groups = value.stopGroups.filter(({ problem }) => problem.stepId === step.id);
  const found = findStepRemedies(remedies, step.id);
  const none = found === null ? null : getNoRemedyReason(found);
  const now = remedies.value?.failing ?? 0;
  const unfilled = findOtherIncompleteStep(route, step.id);
  return (
    <Stack
      component="section"
      gap="sm"
      className={classes.stopped}
      aria-label={text('title', { count: here })}
      data-stale={stale || undefined}
    >
      <h3>{text('title', { count: here })}</h3>
      <PlainList className={classes.lines}>
        {groups.map((group) => (
          <GroupLine key={group.key} group={group} allowed={value.allowed} question={question} stopped />
        ))}
      </PlainList>
      {unfilled === null ? null : <Notice state="note">{text('unfilled', { step: unfilled })}</Notice>}
      {remedies.error !== null ? (
        <ErrorState failure={remedies.error} onRetry={remedies.refetch} />
      ) : remedies.value === undefined || found === null ? (
        <Muted component="p" role="status">
          {text('looking')}
        </Muted>
      ) : found.remedies.length === 0 ? (
        <Muted component="p">
          {none === null ? null : text(none, { range: format.list(found.tried.map((range) => text(`range.${range}`))) })}
          {text(`next.${found.next}`)}
        </Muted>
      ) : (
        <>
          {/* Remedies found before the last edit stay visible, marked as outdated, until the new response arrives. */}
          <h3>{text(remedies.outdated ? 'looking' : 'remedies')}</h3>
          <PlainList className={classes.remedies} data-stale={remedies.outdated || undefined}>
            {found.remedies.map(({ edit, stopping, failing, measure, stopped, changed, asked }) => {
              const { key, params, who } = createRemedyPhrase(edit, step, names);
              const sentence = text(`remedy.${key}`, {
                ...params,
                who: who.map((part) => words.phrase(part.key, part.params)).join(words('sentence.separator')),
              });
              const anew = createAddedApproversPhrase(asked);
              return (
                <li key={JSON.stringify(edit)}>
                  <span>
                    {sentence}
                    {stopped.count === 0 ? null : (
                      <span>
                        <StateMark
                          wraps
                          state="risk"
                          label={text(`stops.${measure}`, {
                            count: stopped.count,
                            names: format.list(stopped.examples.map(({ name }) => name)),
                            more: stopped.count - stopped.examples.length,
                          })}
                        />
                      </span>
                    )}
                    {anew === null ? null : (
                      <span>
                        {text(`asked.${anew.key}`, {
                          ...anew.params,
                          names: format.list(
                            asked.named.map(({ name, organization, title }) =>
                              text('asked.person', { name, organization, title: title === '' ? 'none' : title }),
                            ),
                          ),
                        })}
                      </span>
                    )}
                    <Muted component="span">
                      {measure === 'end'
                        ? text('tried', { before: now, after: failing })
                        : text('triedHere', { before: here, after: stopping, failing })}
                    </Muted>
                    {changed === 0 ? null : <span>{text('changed', { count: changed })}</span>}
                  </span>
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconWand size={14} aria-hidden />}
                    aria-label={text('adoptOf', { remedy: sentence })}
                    aria-disabled={remedies.outdated || undefined}
                    data-refused={remedies.outdated || undefined}
                    onClick={() => (remedies.outdated ? undefined : onMend(edit, step.id))}
                    {...refused}
                  >
                    {text('adopt')}
                  </Button>
                </li>
              );
            })}
          </PlainList>
        </>
      )}
    </Stack>
  );
};
