import { useCall, useClient } from '../../client/index.ts';
import { navigate } from '../../navigation/index.ts';
import { Button, ErrorState, SkeletonRows, Stack, StateMark, useFormat, useText } from '../../ui/index.ts';

/** State of the weekly check, and the way to its screen. */
export const WatchSettings = () => {
  const text = useText('settings.watch');
  return (
    <Stack>
      {useClient().host === 'server' ? <ServerState /> : <LocalState />}
      <div>
        <Button variant="default" onClick={() => navigate('weeklyCheck')}>
          {text('open')}
        </Button>
      </div>
    </Stack>
  );
};

const LocalState = () => {
  const check = useText('weeklyCheck');
  const format = useFormat();
  const { value, error, loading, refetch } = useCall('weeklyCheck.state', {});
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={1} /> : null;
  return (
    <div>
      <StateMark
        state={value.state === 'on' ? 'ready' : value.state === 'none' ? 'unknown' : 'risk'}
        label={check(`state.${value.state}`)}
      />
      {value.next === null || value.check === null ? null : ` ${check('fact.next')}: ${format.date(value.next)} ${value.check.time}`}
    </div>
  );
};

/** The scheduled check of a team server. */
const ServerState = () => {
  const check = useText('weeklyCheck');
  const format = useFormat();
  const { value, error, loading, refetch } = useCall('checkSchedule.state', {});
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={1} /> : null;
  return (
    <div>
      <StateMark state={value.next === null ? 'unknown' : 'ready'} label={check(value.next === null ? 'state.none' : 'state.on')} />
      {value.next === null ? null : ` ${check('fact.next')}: ${format.dateTime(value.next)}`}
    </div>
  );
};
