import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconHelpCircle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { VisuallyHidden } from '../states/states.tsx';
import { useFormat } from '../text/format.ts';
import { useText } from '../text/text.tsx';
import classes from './marks.module.css';

export type MarkState = 'block' | 'risk' | 'note' | 'ready' | 'unknown';

const ICONS = { block: IconBan, risk: IconAlertTriangle, note: IconInfoCircle, ready: IconCircleCheck, unknown: IconHelpCircle };

interface StateMarkProps {
  readonly state: MarkState;
  /** `chip` adds the state's background color; `icon` keeps the text for screen readers and the tooltip. */
  readonly look?: 'plain' | 'chip' | 'icon';
  /** Text that replaces the default text of the state. */
  readonly label?: string;
  /** Wraps in narrow containers. */
  readonly wraps?: boolean;
}

/** A state as icon and word, never by color alone. */
export const StateMark = ({ state, look = 'plain', label, wraps = false }: StateMarkProps) => {
  const text = useText('ui');
  const Icon = ICONS[state];
  const word = label ?? text(`state.${state}`);
  if (look === 'icon') {
    return (
      <Tooltip label={word}>
        <span className={`${classes.state} ${classes[state]}`} role="img" aria-label={word}>
          <Icon size={16} aria-hidden />
        </span>
      </Tooltip>
    );
  }
  return (
    <span className={`${classes.state} ${classes[state]} ${look === 'chip' ? classes.chip : ''}`} data-wraps={wraps || undefined}>
      <Icon size={look === 'chip' ? 14 : 16} aria-hidden />
      {word}
    </span>
  );
};

interface BarProps {
  readonly value: number;
  readonly of: number;
  readonly state?: MarkState | 'accent';
  /** Without the background track, for ranked lists. */
  readonly bare?: boolean;
}

/** A thin bar beside the number that it represents; hidden from screen readers. */
export const Bar = ({ value, of, state = 'accent', bare = false }: BarProps) => {
  const share = of > 0 ? Math.min(1, Math.max(0, value / of)) : 0;
  return (
    <span className={classes.bar} data-state={state} data-bare={bare || undefined} aria-hidden>
      {share > 0 ? <span style={{ width: `${share * 100}%` }} /> : null}
    </span>
  );
};

/** A number with thousands separators and an optional unit. */
export const Count = ({ value, unit }: { value: number; unit?: string }) => {
  const format = useFormat();
  return (
    <span className={classes.count}>
      {format.count(value)}
      {unit === undefined ? null : <span className={classes.unit}>{unit}</span>}
    </span>
  );
};

/** Monospaced text for addresses and codes. */
export const Mono = ({ children, title }: { children: ReactNode; title?: string }) => (
  <span className={classes.mono} title={title} translate="no">
    {children}
  </span>
);

export const Kbd = ({ children }: { children: ReactNode }) => <kbd className={classes.kbd}>{children}</kbd>;

const TICK_MS = 30_000;

/** Current time in ms, updated twice a minute. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
};

interface AgeOfProps {
  /** ISO 8601, UTC */
  readonly at: string;
  /** Grayed out, because newer data exists or is expected. */
  readonly old?: boolean;
}

/** Age of data, with the exact time on hover and for screen readers. */
export const DataAgeText = ({ at, old = false }: AgeOfProps) => {
  const format = useFormat();
  const now = useNow();
  const exact = format.dateTime(at);
  return (
    <Tooltip label={exact}>
      <time className={classes.age} dateTime={at} data-old={old || undefined}>
        {format.age(at, now)}
        <VisuallyHidden>{` ${exact}`}</VisuallyHidden>
      </time>
    </Tooltip>
  );
};
