import { IconCheck, IconMinus } from '@tabler/icons-react';
import classes from './data-table.module.css';

/** A decorative check box; its row or cell states the selection for screen readers. */
export const TickBox = ({ state }: { state: 'none' | 'some' | 'all' }) => (
  <span className={classes.box} data-state={state} aria-hidden>
    {state === 'all' ? <IconCheck size={12} stroke={3} /> : state === 'some' ? <IconMinus size={12} stroke={3} /> : null}
  </span>
);
