import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleDot,
  IconCircleMinus,
  IconClockHour4,
  IconUserCheck,
} from '@tabler/icons-react';
import { type MarkState, StateMark, useText } from '#renderer/ui/index.ts';
import type { SetupState } from '#shared/contract/setup.ts';
import classes from './outline.module.css';

const ICONS = {
  todo: IconCircle,
  waiting: IconClockHour4,
  checked: IconCircleCheck,
  recorded: IconUserCheck,
  declined: IconCircleMinus,
  chosen: IconCircleDot,
  reopened: IconAlertTriangle,
  'not-applicable': IconCircleMinus,
} as const satisfies Record<SetupState['kind'], unknown>;

/** A step's state as a shape; its text is in the accessible name of the parent. */
export const StateIcon = ({ kind }: { kind: SetupState['kind'] }) => {
  const Icon = ICONS[kind];
  return <Icon size={16} stroke={1.8} className={classes.icon} data-kind={kind} aria-hidden />;
};

const MARKS: Readonly<Record<SetupState['kind'], MarkState>> = {
  todo: 'unknown',
  waiting: 'note',
  checked: 'ready',
  recorded: 'note',
  declined: 'unknown',
  chosen: 'ready',
  reopened: 'risk',
  'not-applicable': 'unknown',
};

export const StateChip = ({ kind }: { kind: SetupState['kind'] }) => {
  const text = useText('setupScreen.state');
  return <StateMark state={MARKS[kind]} look="chip" label={text(kind)} />;
};
