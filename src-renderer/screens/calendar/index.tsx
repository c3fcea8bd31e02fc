import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate, useParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import { Button, ErrorState, Screen, SkeletonRows, Stack, useNow, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CalendarSettings } from '#shared/contract/orders/calendar.ts';
import type { CalendarChange } from '#shared/domain/checkout/calendar-change.ts';
import { formatDayNumber, getTokyoDay } from '#shared/domain/checkout/days.ts';
import { BusinessDays } from './business-days.tsx';
import classes from './calendar.module.css';
import { DayPanel } from './day-panel.tsx';
import { Grid } from './grid.tsx';
import { Holidays, LockInterpretationSection, RecordedWaits } from './sources.tsx';
import { createCalendarDays, createGridInput } from './view-model.ts';
import { Waits } from './waits.tsx';

/** カレンダー: the next four weeks with days off, deadlines and waiting times, and the business days. */
export const CalendarScreen = () => {
  const text = useText('calendarScreen');
  const client = useClient();
  const today = formatDayNumber(getTokyoDay(useNow()));
  const forecast = useCall('orders.forecast', createGridInput(today));
  const clocks = useCall('clocks.list', {});
  const policy = useCall('clocks.lockPolicy', {});
  const changes = useCall('datedChanges.list', {});
  const calendar = useCall('calendar.get', { from: today, to: today });
  const params = useParams('calendar');
  const [visit, setVisit] = useState(params);
  const [chosen, setChosen] = useState(params.day ?? today);
  if (visit !== params) {
    setVisit(params);
    setChosen(params.day ?? today);
  }
  useScreenAddressSync('calendar', chosen === today ? {} : { day: chosen });
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = async (wanted: CalendarChange | null): Promise<boolean> => {
    const result = await client.call('calendar.change', { change: wanted });
    setFailure(result.ok ? null : result.error);
    return result.ok;
  };
  const asked = [forecast, clocks, policy, calendar, changes];
  const broken = asked.find(({ error, value }) => error !== null && value === undefined);
  const [days, running, read, own] = [forecast.value, clocks.value, policy.value, calendar.value];
  return (
    <Screen
      title={text('title')}
      actions={
        <Button variant="default" onClick={() => navigate('orders')}>
          {text('orders')}
        </Button>
      }
    >
      {failure === null ? null : (
        <div className={classes.failure}>
          <ErrorState failure={failure} />
        </div>
      )}
      {broken?.error != null ? (
        <ErrorState failure={broken.error} onRetry={broken.refetch} />
      ) : days === undefined || running === undefined || read === undefined || own === undefined ? (
        asked.some(({ loading }) => loading) ? (
          <SkeletonRows rows={10} />
        ) : null
      ) : (
        <Weeks
          grid={createCalendarDays(days.days, running.clocks, today, read.reading, changes.value?.changes ?? [])}
          today={today}
          chosen={chosen}
          onChoose={setChosen}
          clocks={running.clocks}
          takenAt={running.takenAt}
          policy={read}
          settings={own.settings}
          standard={own.standard}
          onChange={change}
        />
      )}
    </Screen>
  );
};

interface WeeksProps {
  readonly grid: ReturnType<typeof createCalendarDays>;
  readonly today: string;
  readonly chosen: string;
  readonly onChoose: (date: string) => void;
  readonly clocks: Parameters<typeof Waits>[0]['clocks'];
  readonly takenAt: Parameters<typeof Waits>[0]['takenAt'];
  readonly policy: Parameters<typeof LockInterpretationSection>[0]['policy'];
  readonly settings: CalendarSettings;
  readonly standard: boolean;
  readonly onChange: (change: CalendarChange | null) => Promise<boolean>;
}

const Weeks = ({ grid, today, chosen, onChoose, clocks, takenAt, policy, settings, standard, onChange }: WeeksProps) => {
  const day = grid.find(({ date }) => date === chosen) ?? grid.find(({ date }) => date === today);
  return (
    <Stack gap="xxl">
      <div className={classes.top}>
        <Grid days={grid} chosen={day?.date ?? today} onChoose={onChoose} />
        {day === undefined ? null : <DayPanel day={day} settings={settings} reading={policy.reading} onChange={onChange} />}
      </div>
      <Waits clocks={clocks} takenAt={takenAt} today={today} />
      <BusinessDays settings={settings} standard={standard} onChange={onChange} />
      <div className={classes.columns}>
        <Holidays />
        <LockInterpretationSection policy={policy} />
        <RecordedWaits />
      </div>
    </Stack>
  );
};
