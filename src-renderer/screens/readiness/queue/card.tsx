import type { ReactNode } from 'react';
import { Button, Muted, useText } from '#renderer/ui/index.ts';
import classes from './queue.module.css';

interface CardProps {
  readonly title: string;
  /** Who must act. */
  readonly actors: string;
  readonly count: string;
  readonly action: string;
  /** The most urgent card has the primary button. */
  readonly isFirst: boolean;
  readonly onOpen: () => void;
  /** The state of the work. */
  readonly children: ReactNode;
}

/** One piece of work with one button. */
export const Card = ({ title, actors, count, action, isFirst, onOpen, children }: CardProps) => {
  const text = useText('readiness.queue');
  return (
    <li className={classes.card}>
      <div className={classes.what}>
        <h3>{title}</h3>
        <Muted>{actors === '' ? '' : text('by', { actors })}</Muted>
      </div>
      <b className={classes.count}>{count}</b>
      <div className={classes.state}>{children}</div>
      <Button
        className={classes.button}
        variant={isFirst ? 'filled' : 'default'}
        data-card-button
        aria-label={text('doOf', { action, title, count })}
        onClick={onOpen}
      >
        {action}
      </Button>
    </li>
  );
};
