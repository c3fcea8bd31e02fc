import { PlainList, StateMark, TextLink, useText } from '#renderer/ui/index.ts';
import type { RouteHealthView } from '#shared/contract/routes/routes.ts';
import classes from './route-health.module.css';
import { createHealthLines, createShortLines, type HealthLine } from './view-model.ts';

interface RouteHealthLinesProps {
  /** `null` while loading. */
  readonly health: RouteHealthView | null;
  /** A problem is reported elsewhere, so nothing here is marked as good. */
  readonly doubted?: boolean;
  /** Opens the list of people or the lead time, if the screen has them. */
  readonly onShow?: (about: 'people' | 'lock') => void;
}

/** Health of a route in three sentences: definition, people who may use it, and the lock. */
export const RouteHealthLines = ({ health, doubted = false, onShow }: RouteHealthLinesProps) => {
  const text = useText('routeHealth');
  if (health === null) return <StateMark state="unknown" label={text('checking')} />;
  return (
    <PlainList gap="xs" className={classes.lines} aria-label={text('title')}>
      {createHealthLines(health, doubted).map((line) => (
        <li key={line.about}>
          <StateMark state={line.state} look="icon" />
          <span>
            {text(line.text, line.params)}
            {onShow === undefined ? null : <Show line={line} onShow={onShow} />}
          </span>
        </li>
      ))}
    </PlainList>
  );
};

const Show = ({ line: { about, state }, onShow }: { readonly line: HealthLine; readonly onShow: (about: 'people' | 'lock') => void }) => {
  const text = useText('routeHealth');
  if (about === 'written' || state === 'ready') return null;
  return <TextLink onClick={() => onShow(about)}>{text(about === 'people' ? 'showPeople' : 'showDays')}</TextLink>;
};

/** Verdict of a route with its faults, for a list. */
export const RouteHealthCell = ({ health }: { readonly health: RouteHealthView | undefined }) => {
  const text = useText('routeHealth');
  if (health === undefined) return <StateMark state="unknown" label={text('checking')} />;
  return (
    <span className={classes.cell}>
      {createShortLines(health).map((line) => (
        <StateMark key={line.text} state={line.state} label={text(line.text, line.params)} />
      ))}
    </span>
  );
};
