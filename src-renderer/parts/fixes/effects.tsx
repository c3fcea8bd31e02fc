import { useText } from '#renderer/ui/index.ts';
import type { FixEffect } from '#shared/domain/fixes/fixes.ts';
import classes from './fixes.module.css';

/** Side effects of a correction on one side, one sentence per line. */
export const Effects = ({ effects }: { effects: readonly FixEffect[] }) => {
  const text = useText('fix.effect');
  return (
    <ul className={classes.effects}>
      {effects.map((effect) => (
        <li key={effect}>{text(effect)}</li>
      ))}
    </ul>
  );
};
