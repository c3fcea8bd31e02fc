import { IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import {
  ActionIcon,
  Actions,
  Button,
  Checkbox,
  Dialog,
  FieldGroup,
  Form,
  Muted,
  PlainList,
  Row,
  Stack,
  TextInput,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import type { CalendarSettings } from '#shared/contract/orders/calendar.ts';
import { CALENDAR_LIMITS, type CalendarChange, changeCalendar } from '#shared/domain/checkout/calendar-change.ts';
import { parseDayNumber } from '#shared/domain/checkout/days.ts';
import classes from './calendar.module.css';
import { createYearlyClosure } from './view-model.ts';

interface BusinessDaysProps {
  readonly settings: CalendarSettings;
  readonly standard: boolean;
  /** `null` = back to the standard. Returns whether it was saved. */
  readonly onChange: (change: CalendarChange | null) => Promise<boolean>;
}

const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0] as const;

/** Working days of the company. Every change is saved at once. */
export const BusinessDays = ({ settings, standard, onChange }: BusinessDaysProps) => {
  const text = useText('calendarScreen.settings');
  const weekday = useText('calendarScreen.weekday');
  const format = useFormat();
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const change = async (wanted: CalendarChange | null, otherwise: 'oneDay' | 'badMonthDay' | 'longYearly'): Promise<boolean> => {
    const good = wanted !== null && changeCalendar(settings, wanted) !== null;
    setProblem(good ? null : text(otherwise, { days: CALENDAR_LIMITS.closureDays, count: CALENDAR_LIMITS.closures }));
    return good && onChange(wanted);
  };
  const reset = (): void => {
    setAsking(false);
    void onChange(null);
  };
  return (
    <Stack component="section" gap="sm">
      <Row gap="md" wrap="nowrap" justify="space-between" className={classes.sectionHead}>
        <h2>{text('title')}</h2>
        {standard ? null : (
          <Button size="xs" variant="default" onClick={() => setAsking(true)}>
            {text('reset')}
          </Button>
        )}
      </Row>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={text('resetAsk')}>
        <Stack gap="lg">
          <p>{text('resetText', { companyDays: settings.companyDays.length, workingDays: settings.workingDays.length })}</p>
          <Actions>
            <Button variant="default" onClick={() => setAsking(false)}>
              {text('resetCancel')}
            </Button>
            <Button onClick={reset}>{text('reset')}</Button>
          </Actions>
        </Stack>
      </Dialog>
      <Muted component="p">{text(standard ? 'standard' : 'changed')}</Muted>
      <FieldGroup legend={text('weekend')}>
        <Row gap="sm lg">
          {MONDAY_FIRST.map((day) => (
            <Checkbox
              key={day}
              size="md"
              label={weekday(`${day}`)}
              checked={settings.weekend.includes(day)}
              onChange={(event) => change({ kind: 'weekday', weekday: day, off: event.currentTarget.checked }, 'oneDay')}
            />
          ))}
        </Row>
      </FieldGroup>
      {problem === null ? null : (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={classes.lists}>
        <DayList
          title={text('companyDays')}
          items={settings.companyDays.map(({ date, name }) => ({ key: date, label: `${format.date(date)}　${name}` }))}
          onRemove={(date) => onChange({ kind: 'day-as-usual', date })}
        >
          <AddDay named onAdd={(date, name) => onChange({ kind: 'day-off', date, name })} />
        </DayList>
        <DayList
          title={text('workingDays')}
          items={settings.workingDays.map((date) => ({ key: date, label: format.date(date) }))}
          onRemove={(date) => onChange({ kind: 'day-as-usual', date })}
        >
          <AddDay named={false} onAdd={(date) => onChange({ kind: 'day-worked', date })} />
        </DayList>
        <DayList
          title={text('yearly')}
          items={settings.yearlyClosures.map(({ name, from, to }, at) => ({
            key: String(at),
            label: `${from.replace('-', '/')}–${to.replace('-', '/')}　${name}`,
          }))}
          onRemove={(at) => {
            const closure = settings.yearlyClosures[Number(at)];
            if (closure !== undefined) onChange({ kind: 'remove-yearly', closure });
          }}
        >
          <AddYearly
            onAdd={(name, from, to) => {
              const wanted = createYearlyClosure(name, from, to);
              return change(wanted, wanted === null ? 'badMonthDay' : 'longYearly');
            }}
          />
        </DayList>
      </div>
    </Stack>
  );
};

interface DayListProps {
  readonly title: string;
  readonly items: readonly { readonly key: string; readonly label: string }[];
  readonly onRemove: (key: string) => void;
  readonly children: ReactNode;
}

const DayList = ({ title, items, onRemove, children }: DayListProps) => {
  const text = useText('calendarScreen.settings');
  return (
    <Stack gap="sm">
      <h3>{title}</h3>
      {items.length === 0 ? (
        <Muted component="p">{text('none')}</Muted>
      ) : (
        <PlainList className={classes.items}>
          {items.map(({ key, label }) => (
            <li key={key}>
              <span>{label}</span>
              <ActionIcon size="sm" aria-label={text('remove', { what: label })} onClick={() => onRemove(key)}>
                <IconTrash size={16} />
              </ActionIcon>
            </li>
          ))}
        </PlainList>
      )}
      {children}
    </Stack>
  );
};

const AddDay = ({ named, onAdd }: { named: boolean; onAdd: (date: string, name: string) => Promise<boolean> }) => {
  const text = useText('calendarScreen.settings');
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const add = async (): Promise<void> => {
    // Unsaved input stays.
    if (parseDayNumber(date) === null || !(await onAdd(date, name))) return;
    setDate('');
    setName('');
  };
  return (
    <Form inline className={classes.add} onSubmit={() => void add()}>
      <TextInput type="date" aria-label={text('date')} value={date} onChange={(event) => setDate(event.currentTarget.value)} />
      {named ? (
        <TextInput
          aria-label={text('name')}
          placeholder={text('name')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      ) : null}
      <Button type="submit" variant="default" disabled={parseDayNumber(date) === null}>
        {text('add')}
      </Button>
    </Form>
  );
};

const AddYearly = ({ onAdd }: { onAdd: (name: string, from: string, to: string) => Promise<boolean> }) => {
  const text = useText('calendarScreen.settings');
  const [name, setName] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const add = async (): Promise<void> => {
    if (!(await onAdd(name, from, to))) return;
    for (const empty of [setName, setFrom, setTo]) empty('');
  };
  return (
    <Form inline className={classes.add} onSubmit={() => void add()}>
      <TextInput
        aria-label={text('from')}
        placeholder={text('from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput aria-label={text('to')} placeholder={text('to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <TextInput
        aria-label={text('name')}
        placeholder={text('name')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={from.trim() === '' || to.trim() === ''}>
        {text('add')}
      </Button>
    </Form>
  );
};
