import { IconCheck, IconMinus } from '@tabler/icons-react';
import classes from './data-table.module.css';

/** A tick box as the eye knows it; what it belongs to says that it is chosen. */
export const TickBox = ({ state }: { state: 'none' | 'some' | 'all' }) => (
  <span className={classes.box} data-state={state} aria-hidden>
    {state === 'all' ? <IconCheck size={12} stroke={3} /> : state === 'some' ? <IconMinus size={12} stroke={3} /> : null}
  </span>
);
