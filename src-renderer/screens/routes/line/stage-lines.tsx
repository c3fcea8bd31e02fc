import { Muted, StateMark, useFormat, useText } from '#renderer/ui/index.ts';
import { getStageState } from '../trial/trial-view.ts';
import type { Stage } from '../trial/use-trial.ts';
import classes from './line.module.css';

const NAMED = 5;

interface StageLinesProps {
  readonly stages: readonly Stage[];
  /** The application stops earlier, so no one here is asked. */
  readonly unreached: boolean;
}

/** People who would act at a step with reasons; one line per hierarchy level. */
export const StageLines = ({ stages, unreached }: StageLinesProps) => {
  const text = useText('routesScreen.trial');
  const words = useText('route');
  const drawn = useText('routesScreen.diagram.outcome');
  const format = useFormat();
  if (stages.length === 0)
    return (
      <Muted component="p" className={classes.unreached}>
        {text('noStage')}
      </Muted>
    );
  return (
    <ul className={classes.stages}>
      {stages.map((stage) => {
        const { level, organization, outcome, needed, counted, slots, slotCount, arrives, leaves } = stage;
        return (
          <li key={`${level} ${organization?.id}`} data-outcome={outcome}>
            <StateMark
              state={unreached ? 'unknown' : getStageState(stage)}
              look="icon"
              label={unreached ? drawn('unreached') : words(`outcome.${outcome}`, { counted, needed })}
            />
            <div>
              {organization === null && level === null ? null : (
                <Muted>{level === null ? organization?.name : text('level', { level, organization: organization?.name ?? 'none' })}</Muted>
              )}
              {slots.slice(0, NAMED).map(({ userId, name, byName, state }) => (
                <span key={userId} className={classes.slot} data-state={state} title={words(`slot.${state}`, { by: byName })}>
                  {state === 'delegated' || state === 'applicant-delegated' ? text('instead', { name, by: byName }) : name}
                  {state === 'decides' ? null : <span className={classes.why}>{text(`slot.${state}`)}</span>}
                </span>
              ))}
              {slotCount > NAMED ? <Muted>{text('others', { count: slotCount - NAMED })}</Muted> : null}
              {slotCount > 1 && outcome === 'people' ? <Muted>{text('votes', { needed, counted })}</Muted> : null}
              {outcome === 'people' ? null : <span className={classes.outcome}>{words(`outcome.${outcome}`, { counted, needed })}</span>}
            </div>
            <Muted size="md" className={classes.when}>
              {arrives === leaves
                ? day(format.date(leaves))
                : text('fromTo', { from: day(format.date(arrives)), to: day(format.date(leaves)) })}
            </Muted>
          </li>
        );
      })}
    </ul>
  );
};

/** `11/24（火）`: the year is shown at the line's ends. */
const day = (date: string): string => date.slice(5);
