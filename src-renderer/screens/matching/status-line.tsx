import { useEffect } from 'react';
import { Kbd, useText } from '#renderer/ui/index.ts';
import classes from './matching.module.css';

const SHOWN_MS = 2500;

interface StatusLineProps {
  readonly total: number;
  readonly people: number;
  readonly findings: number;
  readonly active: number;
  readonly waiting: boolean;
  /** What just happened; gives way to the number after a while. */
  readonly message: string | null;
  readonly onMessageOver: () => void;
}

/** Below the table: how many rows, where in them, and the keys. Its place is reserved: nothing jumps. */
export const StatusLine = ({ total, people, findings, active, waiting, message, onMessageOver }: StatusLineProps) => {
  const text = useText('matching');
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(onMessageOver, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message, onMessageOver]);
  return (
    <div className={classes.status}>
      <span role="status">
        {message ??
          (waiting
            ? ''
            : active >= 0
              ? text(findings === total ? 'position' : 'positionOfPeople', { row: active + 1, total, people, findings })
              : text('count', { count: findings, people }))}
      </span>
      <span className={classes.keys} aria-hidden>
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> {text('keys.move')}
        <Kbd>Enter</Kbd> {text('keys.open')}
        <Kbd>Space</Kbd> {text('keys.choose')}
        <Kbd>A</Kbd> {text('keys.adopt')}
        <Kbd>I</Kbd> {text('keys.accept')}
        <Kbd>O</Kbd> {text('keys.assign')}
        <Kbd>/</Kbd> {text('keys.search')}
        <Kbd>Esc</Kbd> {text('keys.close')}
      </span>
    </div>
  );
};
