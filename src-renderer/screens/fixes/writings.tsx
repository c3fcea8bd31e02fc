import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, EmptyState, ErrorState, SkeletonRows, useFormat, useText } from '#renderer/ui/index.ts';
import { LeftOut } from '../../parts/fix-files/left-out.tsx';
import { WrittenFiles } from '../../parts/fix-files/written-files.tsx';
import { createFixCountsInput } from '../../parts/fixes/fix-filter.ts';
import classes from '../../parts/fixes/fixes.module.css';
import type { FixFileExport } from '../../parts/fixes/view-model.ts';
import { Arrivals } from './arrivals.tsx';
import { FixesFrame } from './frame.tsx';

/** All written files: when, how many fixes, source, and whether it can still be saved. */
export const Writings = () => {
  const text = useText('fixesScreen');
  const { value, error, loading, refetch } = useCall('fixes.writings', {});
  const whole = useCall('fixes.list', createFixCountsInput([]));
  return (
    <FixesFrame tab="writings">
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {value === undefined ? loading ? <SkeletonRows rows={6} /> : null : null}
      {value?.writings.length === 0 ? (
        <EmptyState
          title={text('writings.empty.title')}
          action={<Button onClick={() => navigate('fixes', { tab: 'list' })}>{text('writings.empty.action')}</Button>}
        >
          {text('writings.empty.text')}
        </EmptyState>
      ) : null}
      {value === undefined || value.writings.length === 0 ? null : (
        <div className={classes.writings}>
          {whole.value === undefined ? null : (
            <Arrivals counts={whole.value.counts} onShow={(state) => navigate('fixes', { tab: 'list', states: [state] })} />
          )}
          {value.writings.map((writing) => (
            <OneWriting key={writing.id} writing={writing} />
          ))}
        </div>
      )}
    </FixesFrame>
  );
};

const OneWriting = ({ writing }: { writing: FixFileExport }) => {
  const text = useText('fixesScreen');
  const format = useFormat();
  return (
    <section className={classes.writing} aria-labelledby={`writing-${writing.id}`}>
      <h2 id={`writing-${writing.id}`}>{text(`writings.title.${writing.side}`, { count: writing.people })}</h2>
      <p className={classes.muted}>{text('writings.made', { at: format.dateTime(writing.at), source: writing.source })}</p>
      <WrittenFiles writing={writing} first={false} />
      <LeftOut leftOut={writing.leftOut} />
    </section>
  );
};
