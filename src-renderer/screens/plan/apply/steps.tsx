import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { Pager, StateMark, TextLink, useFailureText, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { ApplyStep } from '#shared/contract/plan/apply.ts';
import { toNeutralPhrase } from '#shared/domain/sync/wording/sentence.ts';
import classes from './run.module.css';
import { getStepMark, getStepSentence, getStepWord, getUnknownStepOutcome } from './run-view-model.ts';

interface StepsProps {
  readonly steps: readonly ApplyStep[];
  readonly total: number;
  /** The run is being processed. */
  readonly running: boolean;
  readonly page: number;
  readonly size: number;
  readonly onPage: (page: number) => void;
  /** Undoes one change; `null` while the run can continue. */
  readonly onUndo: ((key: string) => void) | null;
}

/** All changes of a run in order of work, with results. */
export const Steps = ({ steps, total, running, page, size, onPage, onUndo }: StepsProps) => {
  const text = useText('planScreen.steps');
  if (total === 0) return <p className={classes.none}>{text('none')}</p>;
  return (
    <div className={classes.tableBox}>
      <table className={classes.table} aria-label={text('label')}>
        <thead>
          <tr>
            <th scope="col" className={classes.place}>
              {text('place')}
            </th>
            <th scope="col" className={classes.stateColumn}>
              {text('state')}
            </th>
            <th scope="col">{text('what')}</th>
            <th scope="col" className={classes.timeColumn}>
              {text('at')}
            </th>
            <th scope="col" className={classes.undoColumn}>
              <VisuallyHidden>{text('undo')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <Step key={step.position} step={step} running={running} onUndo={onUndo} />
          ))}
        </tbody>
      </table>
      <Pager page={page} pageSize={size} total={total} onPage={onPage} />
    </div>
  );
};

const Step = ({ step, running, onUndo }: { step: ApplyStep } & Pick<StepsProps, 'running' | 'onUndo'>) => {
  const text = useText('planScreen.step');
  const words = useFailureText();
  const say = usePlanText();
  const format = useFormat();
  const why = step.failure === null ? null : words(step.failure);
  const outcome = getUnknownStepOutcome(step);
  return (
    <tr className={classes.step} data-state={step.state}>
      <td className={classes.place}>{step.position + 1}</td>
      <td className={classes.stateColumn}>
        <StateMark state={getStepMark(step)} label={text(getStepWord(step, running))} />
      </td>
      <th scope="row">
        {say(getStepSentence(step))}
        {why === null ? null : (
          <span className={classes.stepWhy}>
            <b>{why.what}</b> {why.why} {why.next}
          </span>
        )}
        {outcome === null ? null : <span className={classes.stepWhy}>{text(`outcome.${outcome}`)}</span>}
        {step.attempts > 1 ? <span className={classes.hint}>{text('attempts', { count: step.attempts })}</span> : null}
      </th>
      <td className={classes.timeColumn}>{step.at === null ? '' : format.time(step.at)}</td>
      <td className={classes.undoColumn}>
        {onUndo === null || step.state !== 'done' || step.action === 'secret' ? null : (
          <TextLink size="sm" aria-label={text('undoOf', { what: say(toNeutralPhrase(step.sentence)) })} onClick={() => onUndo(step.key)}>
            {text('undo')}
          </TextLink>
        )}
      </td>
    </tr>
  );
};
