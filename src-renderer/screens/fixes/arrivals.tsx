import { Notice, UnstyledButton, useText } from '#renderer/ui/index.ts';
import classes from '../../parts/fixes/fixes.module.css';
import { countArrivals, type FixCounts } from '../../parts/fixes/view-model.ts';

interface ArrivalsProps {
  readonly counts: FixCounts;
  readonly onShow: (state: 'arrived' | 'overtaken' | 'lost' | 'written') => void;
}

/** Result of the last import for fixes: how many arrived, and which need a check. Hidden before the first. */
export const Arrivals = ({ counts, onShow }: ArrivalsProps) => {
  const text = useText('fixesScreen');
  const arrivals = countArrivals(counts);
  if (arrivals === null) return null;
  const wrong = arrivals.overtaken + arrivals.lost > 0;
  const parts = [
    ['arrived', arrivals.arrived],
    ['overtaken', arrivals.overtaken],
    ['lost', arrivals.lost],
    ['written', arrivals.waiting],
  ] as const;
  return (
    <Notice state={wrong ? 'risk' : 'ready'}>
      <p className={classes.arrivals}>
        {parts
          .filter(([, count]) => count > 0)
          .map(([state, count]) => (
            <UnstyledButton key={state} className={classes.link} onClick={() => onShow(state)}>
              {text(`arrivals.${state}`, { count })}
            </UnstyledButton>
          ))}
      </p>
    </Notice>
  );
};
