import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type Names, PersonPicker } from '#renderer/ui/drafts/index.ts';
import {
  ActionIcon,
  Button,
  ErrorState,
  FieldGroup,
  Muted,
  Notice,
  PlainList,
  SegmentedControl,
  Skeleton,
  Stack,
  StateMark,
  TextInput,
  useText,
} from '#renderer/ui/index.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { OtherLockInterpretation, TrialAgainstLock } from '../line/line-ends.tsx';
import { type AbsenceDraft, getMissingAbsenceInput } from '../trial/absences.ts';
import { type CompletedTrial, getLockStatement, getTrialEnding, type LateStatement } from '../trial/ending.ts';
import { listSkippedSteps, listStepsWithUnknownApprovers } from '../trial/trial-view.ts';
import type { Trial } from '../trial/use-trial.ts';
import { sortBySeverity } from '../view-model.ts';
import classes from './panels.module.css';

const A_WEEK = 7;

interface TryPanelProps {
  readonly route: Route;
  readonly trial: Trial;
  /** Past orders compared with the lock. */
  readonly late: LateStatement | null;
  readonly names: Names;
}

/** Applicant, day and absences; the line shows the result. */
export const TryPanel = ({ route, trial, late, names }: TryPanelProps) => {
  const text = useText('routesScreen.trial');
  const { applicant, setApplicant, date, setDate, absences, setAbsences } = trial;
  const add = (): void => {
    const day = parseDayNumber(date) ?? 0;
    setAbsences([
      ...absences,
      { key: crypto.randomUUID(), person: null, from: date, to: formatDayNumber(day + A_WEEK), action: 'delegate', deputy: null },
    ]);
  };
  const change = (key: string, part: Partial<AbsenceDraft>): void =>
    setAbsences(absences.map((each) => (each.key === key ? { ...each, ...part } : each)));
  return (
    <Stack className={classes.form}>
      <Muted component="p">{text('about')}</Muted>
      <PersonPicker
        label={text('applicant')}
        kinds={['user']}
        single
        chosen={applicant === null ? [] : [applicant]}
        nameOf={() => applicant ?? undefined}
        onAdd={setApplicant}
        onRemove={() => setApplicant(null)}
      />
      <TextInput type="date" label={text('date')} value={date} onChange={(event) => setDate(event.currentTarget.value)} />
      <FieldGroup legend={text('absences')}>
        {absences.length === 0 ? <Muted component="p">{text('noAbsences')}</Muted> : null}
        {absences.map((absence, at) => (
          <AbsenceFields
            key={absence.key}
            absence={absence}
            number={at + 1}
            names={names}
            onChange={(part) => change(absence.key, part)}
            onRemove={() => setAbsences(absences.filter(({ key }) => key !== absence.key))}
          />
        ))}
        <div>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
            {text('addAbsence')}
          </Button>
        </div>
      </FieldGroup>
      <Answer route={route} trial={trial} late={late} />
    </Stack>
  );
};

interface AbsenceFieldsProps {
  readonly absence: AbsenceDraft;
  readonly number: number;
  readonly names: Names;
  readonly onChange: (part: Partial<AbsenceDraft>) => void;
  readonly onRemove: () => void;
}

const AbsenceFields = ({ absence, number, onChange, onRemove }: AbsenceFieldsProps) => {
  const text = useText('routesScreen.trial');
  const { person, from, to, action, deputy } = absence;
  const missing = getMissingAbsenceInput(absence);
  return (
    <fieldset className={classes.absence}>
      <legend className={classes.absenceHead}>{text('absence', { number })}</legend>
      <ActionIcon size="sm" className={classes.absenceRemove} aria-label={text('removeAbsence', { number })} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
      <PersonPicker
        label={text('absent')}
        kinds={['user']}
        single
        chosen={person === null ? [] : [person]}
        nameOf={() => person ?? undefined}
        onAdd={(pick) => onChange({ person: pick })}
        onRemove={() => onChange({ person: null })}
      />
      <div className={classes.pair}>
        <TextInput type="date" label={text('from')} value={from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
        <TextInput
          type="date"
          label={text('to')}
          value={to}
          error={missing === 'days' ? text('daysWrong') : null}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
      </div>
      <SegmentedControl
        aria-label={text('action')}
        value={action}
        data={(['delegate', 'auto-approve'] as const).map((value) => ({ value, label: text(`actions.${value}`) }))}
        onChange={(next) => onChange({ action: next === 'auto-approve' ? 'auto-approve' : 'delegate' })}
      />
      {action === 'delegate' ? (
        <PersonPicker
          label={text('deputy')}
          kinds={['user']}
          single
          chosen={deputy === null ? [] : [deputy]}
          nameOf={() => deputy ?? undefined}
          onAdd={(pick) => onChange({ deputy: pick })}
          onRemove={() => onChange({ deputy: null })}
        />
      ) : null}
      {missing === 'person' || missing === 'deputy' ? <Muted component="p">{text(`missing.${missing}`)}</Muted> : null}
    </fieldset>
  );
};

const Answer = ({ route, trial, late }: Omit<TryPanelProps, 'names'>) => {
  const text = useText('routesScreen.trial');
  const words = useText('');
  const format = useText('routesScreen.line');
  const { applicant, answer, failure, loading, retry } = trial;
  if (applicant === null) return null;
  if (failure !== null) return <ErrorState failure={failure} onRetry={retry} />;
  if (answer === null) return loading ? <Skeleton height="4rem" /> : null;
  const problems = sortBySeverity(answer.problems);
  const ending = getTrialEnding(answer, route, late);
  const skipped = listSkippedSteps(answer.stages);
  const unknownSteps = listStepsWithUnknownApprovers(answer.stages);
  return (
    <Stack component="section" gap="sm" className={classes.answer} role="status" aria-label={text('result')}>
      {answer.isOpenUnknown ? <StateMark wraps state="unknown" label={text('openUnknown', { name: applicant.name })} /> : null}
      {answer.open ? null : <Notice state="risk">{text('notOpen', { name: applicant.name })}</Notice>}
      {ending.kind === 'never' ? <StateMark state="block" label={format('neverEnds')} /> : <Ending ending={ending} />}
      {skipped.length === 0 ? null : <StateMark state="note" label={text('skipped', { steps: skipped.join(', ') })} />}
      {unknownSteps.length === 0 ? null : <StateMark state="unknown" label={text('notChecked', { steps: unknownSteps.join(', ') })} />}
      {problems.length === 0 ? (
        skipped.length > 0 || unknownSteps.length > 0 ? null : (
          <Muted component="p">{text('fine')}</Muted>
        )
      ) : (
        <PlainList className={classes.reasons}>
          {problems.map((problem, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one reason may be told of several levels.
            <li key={`${problem.code} ${at}`}>
              <StateMark state={problem.severity} look="icon" />
              <span>{words.phrase(problem.text, problem.params)}</span>
            </li>
          ))}
        </PlainList>
      )}
      {answer.repeated.map(({ userId, name, steps }) => (
        <Muted key={userId} component="p">
          {text('repeated', { name, steps: steps.map((at) => at + 1).join(', ') })}
        </Muted>
      ))}
    </Stack>
  );
};

/** Days of the simulation and whether they are in time: one sentence if there is one number and no exception. */
const Ending = ({ ending }: { readonly ending: CompletedTrial }) => {
  const text = useText('routesScreen.trial');
  const { days, least, standing } = ending;
  const isRange = least < days;
  const { kind } = getLockStatement(ending);
  const isOneSentence = !isRange && standing.verdict !== 'by-branch';
  return (
    <>
      {isOneSentence && kind === 'fits' ? (
        <p>{text('daysFit', { days })}</p>
      ) : isOneSentence && kind === 'verdict' ? (
        <StateMark state={standing.state} wraps label={text(`lockVerdict.${standing.verdict}`, { days })} />
      ) : (
        <>
          <p>{text(isRange ? 'daysBetween' : 'daysExpected', { least, days })}</p>
          <TrialAgainstLock ending={ending} />
        </>
      )}
      <OtherLockInterpretation ending={ending} />
    </>
  );
};
