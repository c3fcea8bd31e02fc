import {
  IconArrowsExchange,
  IconClipboardCheck,
  IconEye,
  IconEyeOff,
  IconEyeQuestion,
  IconFlag,
  IconKey,
  IconKeyOff,
  IconPencil,
  IconPlayerPlay,
  IconRubberStamp,
  IconShieldCheck,
  IconTrash,
  IconUserCheck,
  IconUserPlus,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import type { Grouping } from '#renderer/parts/data-table/rows/grouping.ts';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import type { HistoryEntry } from '#shared/contract/history-log.ts';
import classes from './history.module.css';

const ICONS: Readonly<Record<HistoryEntry['kind'], typeof IconKey>> = {
  put: IconPencil,
  delete: IconTrash,
  secret: IconKey,
  'secret-set': IconKey,
  'secret-cleared': IconKeyOff,
  'run-started': IconPlayerPlay,
  'run-ended': IconFlag,
  outcome: IconEyeQuestion,
  'take-over': IconArrowsExchange,
  trust: IconShieldCheck,
  'hand-over': IconClipboardCheck,
  ignore: IconEyeOff,
  unignore: IconEye,
  approval: IconRubberStamp,
  approver: IconUserCheck,
  'amazon-user': IconUserPlus,
};

/** Columns of the history. Operator and reason are hidden on narrow windows and shown in the panel. */
export const useLogColumns = (onOpen: (index: number) => void): readonly Column<HistoryEntry>[] => {
  const text = useText('historyScreen.table');
  const kinds = useText('historyScreen.kind');
  const say = usePlanText();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'at',
        title: text('at'),
        least: 96,
        grow: 0,
        cell: ({ at }) => <span className={classes.at}>{format.time(at)}</span>,
        text: ({ at }) => format.dateTime(at),
      },
      {
        id: 'what',
        title: text('what'),
        least: 260,
        grow: 3,
        naming: true,
        cell: ({ kind, sentence }, { index, open, tabIndex }) => {
          const Icon = ICONS[kind];
          return (
            <UnstyledButton
              className={classes.open}
              data-opener
              data-entry
              data-run={kind.startsWith('run') || undefined}
              tabIndex={tabIndex}
              aria-expanded={open}
              onClick={() => onOpen(index)}
            >
              <Icon size={16} stroke={1.6} aria-label={kinds(kind)} />
              <span>{say(sentence)}</span>
            </UnstyledButton>
          );
        },
        text: ({ sentence }) => say(sentence),
      },
      {
        id: 'by',
        title: text('by'),
        least: 144,
        grow: 0,
        cell: ({ by }) => <span className={classes.words}>{by}</span>,
        text: ({ by }) => by,
      },
      {
        id: 'why',
        title: text('why'),
        least: 180,
        grow: 1.2,
        givesWay: 1,
        cell: ({ reason }) => <span className={classes.reason}>{reason}</span>,
        text: ({ reason }) => reason,
      },
    ],
    [text, kinds, say, format, onOpen],
  );
};

/** Groups the entries by day in Japan time. */
export const useDayGrouping = (): Grouping<HistoryEntry> => {
  const format = useFormat();
  return useMemo(() => ({ keyOf: ({ at }) => format.date(at), head: ({ at }) => format.date(at) }), [format]);
};
