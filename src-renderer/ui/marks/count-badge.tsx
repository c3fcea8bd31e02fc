import { useFormat } from '../text/format.ts';
import classes from './count-badge.module.css';

/** A number at the corner of an icon button, whose accessible name must contain the number. `tone`: `alert` = waits for the user. */
export const CountBadge = ({ count, tone }: { readonly count: number; readonly tone: 'alert' | 'muted' }) => (
  <span className={classes.badge} data-tone={tone} data-count={useFormat().count(count)} aria-hidden />
);
