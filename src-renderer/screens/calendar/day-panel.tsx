import { useState } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, Form, Muted, PlainList, Stack, TextInput, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { CalendarSettings } from '#shared/contract/orders/calendar.ts';
import type { CalendarChange } from '#shared/domain/checkout/calendar-change.ts';
import type { LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import classes from './calendar.module.css';
import type { CalendarDay, DayEntry } from './view-model.ts';

interface DayPanelProps {
  readonly day: CalendarDay;
  readonly settings: CalendarSettings;
  readonly reading: LockInterpretation;
  readonly onChange: (change: CalendarChange) => void;
}

/** One day: its deadlines, and the setting whether it is a business day. */
export const DayPanel = ({ day, settings, reading, onChange }: DayPanelProps) => {
  const text = useText('calendarScreen');
  const panel = useText('calendarScreen.dayPanel');
  const lock = useText('lock.reading');
  const format = useFormat();
  const { date, kind, name, entries, otherReading, lastChance } = day;
  const locks = entries.find((entry) => entry.kind === 'order-lock');
  return (
    <Stack component="section" gap="sm" className={classes.dayPanel}>
      <h2>{format.date(date)}</h2>
      <Muted component="p">
        {text(`kind.${kind}`)}
        {name === '' ? '' : `　${name}`}
      </Muted>
      <PlainList gap="xs" className={classes.lines}>
        {locks === undefined ? null : <li>{panel('locks', { count: locks.count })}</li>}
        {otherReading === null ? null : (
          <Muted component="li">
            {panel('otherReading', { reading: lock(reading === 'hours' ? 'dates' : 'hours'), count: otherReading })}
          </Muted>
        )}
        {lastChance === 0 ? null : <Muted component="li">{panel('chance', { count: lastChance })}</Muted>}
        {entries.map((entry) => (
          <Entry key={entry.kind} entry={entry} />
        ))}
        {entries.length === 0 && otherReading === null && lastChance === 0 ? <Muted component="li">{panel('nothing')}</Muted> : null}
      </PlainList>
      {locks === undefined ? null : (
        <div>
          <Button size="xs" variant="default" onClick={() => navigate('orders', { lastDay: date })}>
            {panel('seeOrders')}
          </Button>
        </div>
      )}
      <Working key={date} day={day} settings={settings} onChange={onChange} />
    </Stack>
  );
};

const Entry = ({ entry: { kind, count, subject } }: { entry: DayEntry }) => {
  const panel = useText('calendarScreen.dayPanel');
  const clocks = useText('clocks.count');
  // Locks have their own line.
  if (kind === 'order-lock') return null;
  if (kind === 'dated-change')
    return (
      <li>
        {panel('dated-change', { names: subject })} <TextLink onClick={() => navigate('rehearsal')}>{panel('seeChanges')}</TextLink>
      </li>
    );
  if (kind === 'account-review') return <li>{panel('account-review')}</li>;
  return <li>{panel(kind, { count: clocks(kind === 'reminder' ? 'invitation' : kind, { count, subject }) })}</li>;
};

const Working = ({ day: { date, kind }, settings, onChange }: Omit<DayPanelProps, 'reading'>) => {
  const panel = useText('calendarScreen.dayPanel');
  const [name, setName] = useState('');
  const own = settings.workingDays.includes(date) || settings.companyDays.some((day) => day.date === date);
  if (own)
    return (
      <div>
        <Button size="xs" variant="default" onClick={() => onChange({ kind: 'day-as-usual', date })}>
          {panel('undo')}
        </Button>
      </div>
    );
  if (kind !== 'business')
    return (
      <div>
        <Button size="xs" variant="default" onClick={() => onChange({ kind: 'day-worked', date })}>
          {panel('makeWork')}
        </Button>
      </div>
    );
  return (
    <Form inline className={classes.off} onSubmit={() => onChange({ kind: 'day-off', date, name })}>
      <TextInput
        label={panel('name')}
        placeholder={panel('namePlaceholder')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {panel('makeOff')}
      </Button>
    </Form>
  );
};
