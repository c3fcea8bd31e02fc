import {
  IconArrowsExchange,
  IconClipboardCheck,
  IconEye,
  IconEyeOff,
  IconFlag,
  IconKey,
  IconKeyOff,
  IconPencil,
  IconPlayerPlay,
  IconRubberStamp,
  IconShieldCheck,
  IconTrash,
  IconUserCheck,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { isComposing, UnstyledButton, useFormat, useHotkeys, useText } from '#renderer/ui/index.ts';
import type { HistoryEntry } from '#shared/contract/history-log.ts';
import classes from './change-log.module.css';
import { daysOf } from './view-model.ts';

const ICONS: Readonly<Record<HistoryEntry['kind'], typeof IconKey>> = {
  put: IconPencil,
  delete: IconTrash,
  secret: IconKey,
  'secret-set': IconKey,
  'secret-cleared': IconKeyOff,
  'run-started': IconPlayerPlay,
  'run-ended': IconFlag,
  'take-over': IconArrowsExchange,
  trust: IconShieldCheck,
  'hand-over': IconClipboardCheck,
  ignore: IconEyeOff,
  unignore: IconEye,
  approval: IconRubberStamp,
  approver: IconUserCheck,
};

interface TableProps {
  readonly entries: readonly HistoryEntry[];
  readonly open: number | null;
  readonly onOpen: (seq: number) => void;
}

const focusNext = (step: 1 | -1): void => {
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-entry]')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  buttons[at < 0 ? 0 : at + step]?.focus();
};

/** The record, latest first, under its days. */
export const LogTable = ({ entries, open, onOpen }: TableProps) => {
  const text = useText('changeLog.table');
  const format = useFormat();
  useHotkeys([
    ['J', () => focusNext(1)],
    ['K', () => focusNext(-1)],
  ]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    focusNext(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <table className={classes.table} aria-label={text('label')} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          <th scope="col" className={classes.timeColumn}>
            {text('at')}
          </th>
          <th scope="col">{text('what')}</th>
          <th scope="col" className={classes.byColumn}>
            {text('by')}
          </th>
          <th scope="col" className={classes.whyColumn}>
            {text('why')}
          </th>
        </tr>
      </thead>
      {daysOf(entries, format.date).map((day) => (
        <tbody key={day.at}>
          <tr className={classes.day}>
            <th scope="rowgroup" colSpan={4}>
              {format.date(day.at)}
            </th>
          </tr>
          {day.entries.map((entry) => (
            <Row key={entry.seq} entry={entry} open={open === entry.seq} onOpen={onOpen} />
          ))}
        </tbody>
      ))}
    </table>
  );
};

const Row = ({ entry, open, onOpen }: { entry: HistoryEntry; open: boolean; onOpen: (seq: number) => void }) => {
  const kinds = useText('changeLog.kind');
  const say = usePlanText();
  const format = useFormat();
  const { seq, at, by, kind, sentence, reason } = entry;
  const Icon = ICONS[kind];
  return (
    <tr className={classes.row} data-open={open || undefined} data-run={kind.startsWith('run') || undefined}>
      <td className={classes.timeColumn}>{format.time(at)}</td>
      <th scope="row">
        <UnstyledButton className={classes.open} data-entry aria-expanded={open} onClick={() => onOpen(seq)}>
          <Icon size={16} stroke={1.6} aria-label={kinds(kind)} />
          <span>{say(sentence)}</span>
        </UnstyledButton>
      </th>
      <td className={classes.byColumn}>{by}</td>
      <td className={classes.whyColumn}>{reason}</td>
    </tr>
  );
};
