import { IconBan, IconFlag, IconGavel, IconUser } from '@tabler/icons-react';
import { useText } from '#renderer/ui/index.ts';
import type { RouteHealthView } from '#shared/contract/routes/routes.ts';
import { formatRouteDescription, type RoutePart } from '#shared/domain/routes/describe.ts';
import classes from './mini.module.css';

interface RouteMiniProps {
  readonly line: readonly RoutePart[];
  /** Health of the route with the steps at which people stop; `undefined` while loading. */
  readonly health: RouteHealthView | undefined;
}

/** A route as a small diagram: start, steps, end, and stopped people. Read as a sentence by screen readers. */
export const RouteMini = ({ line, health }: RouteMiniProps) => {
  const text = useText('');
  const sentence = formatRouteDescription(line, (key, params) => text.phrase(key, params));
  const steps = line.filter(({ stepId }) => stepId !== null);
  const end = line.at(-1);
  const stops = health?.people?.stops ?? [];
  const stopping = (stepId: string | null): number => stops.find((stop) => stop.stepId === stepId)?.people ?? 0;
  const spoken = [sentence, ...steps.flatMap(({ stepId }, at) => stopsText(at + 1, stopping(stepId)))].join(' ');
  function stopsText(step: number, people: number): readonly string[] {
    return people === 0 ? [] : [text('routesScreen.diagram.stopsAt', { step, people })];
  }
  const stepBox = ({ stepId, role, who, final, conditional }: RoutePart) => {
    const people = stopping(stepId);
    return (
      <span key={stepId} className={classes.step} data-stops={people > 0 || undefined} data-conditional={conditional || undefined}>
        {role === null ? null : <span className={classes.role}>{text.phrase(`route.role.${role}`)}</span>}
        <span className={classes.who}>{text.phrase(`route.${who.key}`, who.params)}</span>
        {final ? <IconGavel size={14} className={classes.final} /> : null}
        {people === 0 ? null : (
          <span className={classes.stops}>
            <IconBan size={14} />
            {text('routesScreen.diagram.people', { people })}
          </span>
        )}
      </span>
    );
  };
  return (
    <span className={classes.mini} role="img" aria-label={spoken} title={sentence}>
      <span className={classes.end}>
        <IconUser size={14} />
      </span>
      {steps.slice(0, -1).map(stepBox)}
      {/* The end never wraps to a line of its own. */}
      <span className={classes.last}>
        {steps.slice(-1).map(stepBox)}
        <span className={classes.end} data-nobody={end?.who.key === 'sentence.nobodyDecides' || undefined}>
          <IconFlag size={14} />
        </span>
      </span>
    </span>
  );
};
