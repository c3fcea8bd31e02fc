import { type ReactNode, useEffect } from 'react';
import { Kbd, useText } from '#renderer/ui/index.ts';
import classes from './matching.module.css';

const SHOWN_MS = 2500;

interface StatusLineProps {
  readonly total: number;
  readonly people: number;
  readonly findings: number;
  readonly active: number;
  readonly waiting: boolean;
  /** The panel is open beside the table. */
  readonly open: boolean;
  /** Number of people who cannot order if the whole list is shown, equal to the number in the navigation; otherwise `null`. */
  readonly blocked: number | null;
  /** Message about the last action; replaced by the count after a while. */
  readonly message: string | null;
  readonly onMessageOver: () => void;
  /** Content at the end of the line. */
  readonly children: ReactNode;
}

/** Keys for decisions, with the keys of their texts. */
const DECIDING = [
  ['A', 'adopt'],
  ['I', 'accept'],
  ['O', 'assign'],
] as const;
const CLOSED = [['Enter', 'open'], ['Space', 'choose'], ...DECIDING, ['/', 'search']] as const;
const OPEN = [...DECIDING, ['Esc', 'close']] as const;

/** Below the table: number of rows, position, and available keys, before `children`. Its space is reserved. */
export const StatusLine = ({
  total,
  people,
  findings,
  active,
  waiting,
  open,
  blocked,
  message,
  onMessageOver,
  children,
}: StatusLineProps) => {
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
              : blocked === null
                ? text('count', { count: findings, people })
                : text('countOfAll', { count: findings, people, blocked }))}
      </span>
      <span className={classes.keys} aria-hidden>
        <span>
          <Kbd>J</Kbd> <Kbd>K</Kbd> {text('keys.move')}
        </span>
        {(open ? OPEN : CLOSED).map(([key, does]) => (
          <span key={key}>
            <Kbd>{key}</Kbd> {text(`keys.${does}`)}
          </span>
        ))}
      </span>
      {children}
    </div>
  );
};
