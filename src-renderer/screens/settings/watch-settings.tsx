import { useCall } from '../../client/index.ts';
import { navigate } from '../../navigation/index.ts';
import { Button, ErrorState, SkeletonRows, Stack, StateMark, useFormat, useText } from '../../ui/index.ts';

/** State of the weekly check, and the way to its job. */
export const WatchSettings = () => {
  const text = useText('settings.watch');
  const check = useText('weeklyCheck');
  const format = useFormat();
  const { value, error, loading, refetch } = useCall('weeklyCheck.state', {});
  return (
    <Stack>
      {loading ? <SkeletonRows rows={1} /> : null}
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {value === undefined ? null : (
        <div>
          <StateMark
            state={value.state === 'on' ? 'ready' : value.state === 'none' ? 'unknown' : 'risk'}
            label={check(`state.${value.state}`)}
          />
          {value.next === null || value.check === null ? null : ` ${check('fact.next')}: ${format.date(value.next)} ${value.check.time}`}
        </div>
      )}
      <div>
        <Button variant="default" onClick={() => navigate('weeklyCheck')}>
          {text('open')}
        </Button>
      </div>
    </Stack>
  );
};
