import type { Names } from '#renderer/ui/drafts/index.ts';
import { SmallTable, useFormat, useText } from '#renderer/ui/index.ts';
import { describeRoute } from '#shared/domain/routes/describe.ts';
import type { StepPassage } from '#shared/domain/routes/lead-time/schedule.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { listActingPeople } from '../trial/trial-view.ts';
import type { RouteDiagram } from '../trial/use-diagram.ts';
import type { Stage, Trial } from '../trial/use-trial.ts';
import { groupPartsByStep } from '../view-model.ts';
import classes from './step-lane.module.css';
import { getDateAfter } from './step-lane.tsx';

interface RouteTableProps {
  readonly id: string;
  readonly route: Route;
  readonly names: Names;
  readonly diagram: RouteDiagram;
  readonly trial: Trial | null;
}

/** The diagram as a table: steps, days and people. */
export const RouteTable = ({ id, route, names, diagram, trial }: RouteTableProps) => {
  const text = useText('routesScreen.diagram');
  const words = useText('route');
  const line = useText('routesScreen.line');
  const format = useFormat();
  const parts = groupPartsByStep(describeRoute(route, names));
  /** `11/24（火）`: the year is shown above. */
  const day = (after: number): string => format.date(getDateAfter(diagram.schedule.date, after)).slice(5);
  const acting = (stages: readonly Stage[]): string => {
    const { names: all, more } = listActingPeople(stages);
    if (all.length === 0) return '';
    return text('named', { names: format.list(more === 0 ? all : [...all, line('others', { count: more })]) });
  };
  const arriving = (passage: StepPassage | null): string =>
    passage === null ? '–' : passage.arriving === null ? text('untold') : format.count(passage.arriving);
  const stopping = (passage: StepPassage | null): string => {
    if (passage === null) return '–';
    // Unknown people are not counted.
    return passage.stopping === 0 && passage.goingOn === null ? text('untold') : format.count(passage.stopping);
  };
  return (
    <SmallTable dense shortNames id={id} mb="md" aria-label={text('table')}>
      <thead>
        <tr>
          <th scope="col">{text('column.step')}</th>
          <th scope="col">{text('column.who')}</th>
          <th scope="col">{text('column.expected')}</th>
          <th scope="col">{text('column.dates')}</th>
          <th scope="col">{text('column.arriving')}</th>
          <th scope="col">{text('column.stopping')}</th>
        </tr>
      </thead>
      <tbody>
        {route.steps.map((step, at) => {
          const part = parts.get(step.id);
          const on = diagram.stepOf(step.id);
          const stages = trial?.stagesOf(step.id) ?? null;
          if (part === undefined || on === null) return null;
          return (
            <tr key={step.id}>
              <th scope="row">
                {at + 1} {words(`role.${step.role}`)}
              </th>
              <td>
                {words.phrase(part.who.key, part.who.params)}
                {stages === null || on.outcome === 'unreached' ? null : acting(stages)}
              </td>
              <td className={classes.short}>
                {step.expectedDays === null ? line('daysUnset') : line('days', { days: step.expectedDays })}
              </td>
              <td className={classes.short}>
                {text('dates', {
                  from: day(on.days.arrives),
                  to: day(on.days.leaves),
                })}
              </td>
              <td className={classes.short}>{arriving(on.passage)}</td>
              <td className={classes.short}>{stopping(on.passage)}</td>
            </tr>
          );
        })}
      </tbody>
    </SmallTable>
  );
};
