import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, EmptyState, ErrorState, Muted, Screen, SkeletonRows, Stack, useText } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import classes from './breakdown.module.css';
import { Clocks } from './clocks.tsx';
import { GateStrip } from './gates/gate-strip.tsx';
import { Organizations } from './organizations/organizations-table.tsx';
import { BurnDownChart } from './progress/burn-down.tsx';
import { Changes } from './progress/changes.tsx';
import { Reasons } from './reasons.tsx';
import { Risks } from './risks.tsx';

/** 内訳: gates, reasons, organizations and history behind the numbers of ホーム. */
export const BreakdownScreen = () => {
  const text = useText('breakdown');
  const readiness = useText('readiness');
  const { value, error, loading, stale, refetch } = useCall('readiness.summary', {});
  return (
    <Screen title={text('title')}>
      {error === null ? null : (
        <div className={classes.error}>
          <ErrorState failure={error} onRetry={refetch} />
          {value ? (
            <Muted component="p" size="md" mt="sm">
              {readiness('stale')}
            </Muted>
          ) : null}
        </div>
      )}
      {value === null ? (
        <EmptyState title={text('empty')} action={<Button onClick={() => navigate('import')}>{readiness('empty.action')}</Button>} />
      ) : value ? (
        <Content readiness={value} stale={stale} />
      ) : loading ? (
        <SkeletonRows rows={12} />
      ) : null}
    </Screen>
  );
};

const Content = ({ readiness, stale }: { readiness: Readiness; stale: boolean }) => {
  const text = useText('readiness');
  const { users, inScope, excluded } = readiness;
  const outside = users - inScope - excluded;
  const unseen = readiness.partial.filter((key) => key.startsWith('gate-')).map((key) => text(`partial.${key}`));
  return (
    <Stack gap="xxl" className={classes.summary} data-stale={stale || undefined}>
      <section>
        <GateStrip readiness={readiness} />
        {outside > 0 ? (
          <Muted component="p" mt="sm">
            {text('sentence.outside', { users, outside })}
          </Muted>
        ) : null}
        <Changes readiness={readiness} />
      </section>
      <Reasons reasons={readiness.reasons} />
      <div className={classes.columns}>
        {/* Known first, so that the deadlines appear beside it without moving it. */}
        <Risks byCode={readiness.byCode} />
        <Clocks />
      </div>
      <Organizations readiness={readiness} />
      <BurnDownChart trend={readiness.trend} />
      {unseen.length === 0 ? null : <Muted component="p">{text('partial.unseen', { list: unseen.join(text('partial.separator')) })}</Muted>}
    </Stack>
  );
};
