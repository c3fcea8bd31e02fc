import { IconFlag, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { openPerson } from '#renderer/navigation/index.ts';
import { PersonLink } from '#renderer/parts/person-link/person-link.tsx';
import { Muted, Row, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { getFinalStepIndex } from '#shared/domain/routes/steps.ts';
import {
  type CompletedTrial,
  getLockStatement,
  getRouteExpectation,
  getTrialEnding,
  type LateStatement,
  type RouteExpectation,
  type TrialEnding,
} from '../trial/ending.ts';
import type { RouteDiagram } from '../trial/use-diagram.ts';
import type { Trial } from '../trial/use-trial.ts';
import type { DraftProblem } from '../view-model.ts';
import classes from './line.module.css';
import { getDateAfter, LaneAxis } from './step-lane.tsx';

interface EndProps {
  readonly route: Route;
  readonly trial: Trial | null;
  /** `null` until the days are loaded. */
  readonly diagram: RouteDiagram | null;
}

/** The applicant, by name while a trial is shown. */
export const LineStart = ({ route, trial, diagram, onEverybody }: EndProps & { readonly onEverybody: () => void }) => {
  const text = useText('routesScreen.line');
  const drawn = useText('routesScreen.diagram');
  const words = useText('route');
  const format = useFormat();
  const applicant = trial?.answer?.applicant ?? null;
  const passage = diagram?.passage ?? null;
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
        {passage === null ? null : (
          <Muted size="xs" className={classes.mayUse}>
            {passage.isOpenUnknown ? drawn('mayUseUnknown') : drawn('mayUse', { people: passage.allowed })}
          </Muted>
        )}
      </Row>
      {passage === null || passage.turnedAway === 0 ? null : (
        <ul className={classes.problems}>
          <li>
            <StateMark state="block" look="icon" />
            <span>{drawn('turnedAway', { people: passage.turnedAway })}</span>
            <TextLink onClick={onEverybody}>{text('showWho')}</TextLink>
          </li>
        </ul>
      )}
    </li>
  );
};

interface LineEndProps extends EndProps {
  readonly problems: readonly DraftProblem[];
  readonly late: LateStatement | null;
  readonly before: ReactNode;
}

/** End of the line: decided, or in a simulation the day compared with the lock. */
export const LineEnd = ({ route, trial, diagram, problems, late, before }: LineEndProps) => {
  const words = useText('route');
  const answer = trial?.answer ?? null;
  const nobody = getFinalStepIndex(route.steps) < 0;
  const expected = diagram === null ? null : getRouteExpectation(diagram, route, problems, late);
  const tried = answer === null ? null : getTrialEnding(answer, route, late);
  const days = tried === null ? (expected?.kind === 'day' ? expected.days : null) : tried.kind === 'ends' ? tried.days : null;
  return (
    <li className={classes.item} data-end>
      {before}
      <Row gap="xs md" className={classes.end}>
        <span className={classes.dot} aria-hidden>
          <IconFlag size={14} />
        </span>
        {tried === null ? (
          <>
            <span className={classes.endName} data-nobody={nobody || undefined}>
              {words(nobody ? 'sentence.nobodyDecides' : 'sentence.decided')}
            </span>
            {diagram === null || expected === null ? null : <Expected expected={expected} diagram={diagram} />}
          </>
        ) : (
          <Tried ending={tried} />
        )}
      </Row>
      {diagram === null || route.steps.length === 0 ? null : <LaneAxis diagram={diagram} ends={days} />}
    </li>
  );
};

/** Expected last decision from the days of the steps. It is not a promise if estimates or applicants are missing. */
const Expected = ({
  expected,
  diagram: { schedule, passage },
}: {
  readonly expected: RouteExpectation;
  readonly diagram: RouteDiagram;
}) => {
  const text = useText('routesScreen.line');
  const drawn = useText('routesScreen.diagram');
  const format = useFormat();
  if (expected.kind === 'undecided') return null;
  if (expected.kind === 'none') return <StateMark state="block" label={text('nobodyPasses')} />;
  const { days, least, lock, promised, late, reserve } = expected;
  return (
    <span className={classes.ending}>
      <span>{text(least < days ? 'endsBetween' : 'ends', { date: format.date(getDateAfter(schedule.date, days)), least, days })}</span>
      {late === null ? null : <OrdersAgainstLock late={late} promised={promised} />}
      {lock === null ? (
        <Muted>{drawn('assumed')}</Muted>
      ) : late !== null ? (
        <Muted>{text(`byDays.${lock}`)}</Muted>
      ) : lock === 'within' && !promised ? (
        <Muted>{text('daysFit')}</Muted>
      ) : (
        <StateMark state={promised ? 'ready' : lock === 'by-branch' ? 'unknown' : 'risk'} label={text(`lockVerdict.${lock}`)} />
      )}
      {reserve === null ? null : <Muted>{text(`reserve.${reserve}`, { people: passage?.through ?? 0 })}</Muted>}
    </span>
  );
};

/** Past orders compared with the lock, marked as good only if `promised`. */
export const OrdersAgainstLock = ({ late, promised }: { readonly late: LateStatement; readonly promised: boolean }) => {
  const text = useText('routesScreen.line');
  const { ground, percent, state } = late;
  const label = state === 'ready' ? text('late.none') : text(`late.${ground}`, { percent });
  return state === 'ready' && !promised ? <Muted>{label}</Muted> : <StateMark state={state} wraps label={label} />;
};

/** Result of a simulation: stopped with the reason, or the day compared with the lock. */
const Tried = ({ ending }: { readonly ending: TrialEnding }) => {
  const text = useText('routesScreen.line');
  const words = useText('');
  const format = useFormat();
  if (ending.kind === 'never')
    return (
      <span className={classes.ending}>
        <StateMark state="block" label={text('neverEnds')} />
        {ending.because === null ? null : <Muted>{words.phrase(ending.because.text, ending.because.params)}</Muted>}
      </span>
    );
  const { day, days, least, reserve } = ending;
  return (
    <span className={classes.ending}>
      <b>{text(least < days ? 'endsBetween' : 'ends', { date: format.date(day), least, days })}</b>
      <TrialAgainstLock ending={ending} />
      {reserve === null ? null : <Muted>{text(`reserve.${reserve}`)}</Muted>}
      <OtherLockInterpretation ending={ending} />
    </span>
  );
};

/** A completed simulation compared with the lock. */
export const TrialAgainstLock = ({ ending }: { readonly ending: CompletedTrial }) => {
  const text = useText('routesScreen.line');
  const drawn = useText('routesScreen.diagram');
  const { standing, assumed, reserve } = ending;
  const against = getLockStatement(ending);
  switch (against.kind) {
    case 'orders':
      return (
        <>
          <OrdersAgainstLock late={against.late} promised={reserve === null} />
          <Muted>{assumed ? drawn('assumed') : text(`byDays.${standing.verdict}`)}</Muted>
        </>
      );
    case 'assumed':
      return <Muted>{drawn('assumed')}</Muted>;
    case 'fits':
      return <Muted>{text('daysFit')}</Muted>;
    case 'verdict':
      return <StateMark state={standing.state} wraps label={text(`lockVerdict.${standing.verdict}`)} />;
  }
};

/** Result of the other lock policy, if different. */
export const OtherLockInterpretation = ({ ending: { standing, assumed } }: { readonly ending: CompletedTrial }) => {
  const text = useText('routesScreen.line');
  return standing.other === null || assumed ? null : (
    <Muted>{text.phrase(`otherReading.${standing.other.reading}.${standing.other.verdict}`)}</Muted>
  );
};
