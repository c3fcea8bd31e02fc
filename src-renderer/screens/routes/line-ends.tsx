import { IconFlag, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { openPerson } from '#renderer/navigation/index.ts';
import { PersonLink } from '#renderer/parts/person-link/person-link.tsx';
import { Muted, Row, StateMark, useFormat, useText } from '#renderer/ui/index.ts';
import { finalStepAt, type Route } from '#shared/domain/routes/route.ts';
import classes from './line.module.css';
import { LockStripView } from './lock-strip.tsx';
import { lockStanding } from './trial-view.ts';
import type { Trial } from './use-trial.ts';

interface EndProps {
  readonly route: Route;
  readonly trial: Trial | null;
}

/** The applicant, by name while a trial is shown. */
export const LineStart = ({ route, trial }: EndProps) => {
  const text = useText('routesScreen.line');
  const words = useText('route');
  const format = useFormat();
  const applicant = trial?.answer?.applicant ?? null;
  return (
    <li className={classes.item}>
      <Row gap="xs md" className={classes.end}>
        <span className={classes.dot} aria-hidden>
          <IconUser size={14} />
        </span>
        <span className={classes.endName}>{words('sentence.applicant')}</span>
        {applicant === null ? (
          <Muted>{words(`handling.${route.applicantHandling ?? 'unset'}`)}</Muted>
        ) : (
          <>
            <span className={classes.slot}>
              <PersonLink id={applicant.id} name={applicant.name} onOpen={openPerson} />
            </span>
            <Muted>{text('asks', { organization: applicant.organization, date: format.date(trial?.date ?? '') })}</Muted>
          </>
        )}
      </Row>
    </li>
  );
};

/** How the line ends: decided, or, in a trial, on which day and how that stands to the lock. */
export const LineEnd = ({ route, trial, before }: EndProps & { readonly before: ReactNode }) => {
  const text = useText('routesScreen.line');
  const words = useText('route');
  const format = useFormat();
  const answer = trial?.answer ?? null;
  const nobody = finalStepAt(route.steps) < 0;
  const standing = answer?.lock == null ? null : lockStanding(answer.lock, answer.reading);
  return (
    <li className={classes.item} data-end>
      {before}
      <Row gap="xs md" className={classes.end}>
        <span className={classes.dot} aria-hidden>
          <IconFlag size={14} />
        </span>
        {answer === null ? (
          <span className={classes.endName} data-nobody={nobody || undefined}>
            {words(nobody ? 'sentence.nobodyDecides' : 'sentence.decided')}
          </span>
        ) : answer.ends === null || answer.days === null || standing === null ? (
          <StateMark state="block" label={text('neverEnds')} />
        ) : (
          <span className={classes.ending}>
            <b>{text('ends', { date: format.date(answer.ends), days: answer.days })}</b>
            <StateMark state={standing.state} label={text(`lockVerdict.${standing.verdict}`)} />
            {standing.other === null ? null : (
              <Muted>{text.phrase(`otherReading.${standing.other.reading}.${standing.other.verdict}`)}</Muted>
            )}
          </span>
        )}
      </Row>
      {answer === null || answer.ends === null || trial === null ? null : <LockStripView answer={answer} date={trial.date} />}
    </li>
  );
};
