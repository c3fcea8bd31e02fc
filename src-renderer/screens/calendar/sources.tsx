import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { LockPolicyDialog } from '#renderer/parts/clocks/lock-policy-dialog.tsx';
import { Button, ErrorState, Muted, Notice, Row, Stack, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { LockPolicyView } from '#shared/contract/orders/clocks.ts';

/** The national holidays in use, and the import of a newer official list. */
export const Holidays = () => {
  const text = useText('calendarScreen.holidays');
  const client = useClient();
  const { value } = useCall('clocks.holidaySource', {});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [imported, setImported] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    setFailure(null);
    setImported(null);
    const file = await client.pickFile('.csv');
    if (!file.ok) return setFailure(file.error);
    if (file.value === null) return;
    setBusy(true);
    const result = await client.call('clocks.importHolidays', { token: file.value.token });
    setBusy(false);
    if (result.ok) setImported(result.value.source.days);
    else setFailure(result.error);
  };
  const forget = async (): Promise<void> => {
    const result = await client.call('clocks.forgetHolidays', {});
    setImported(null);
    setFailure(result.ok ? null : result.error);
  };
  if (value === undefined) return null;
  const { source, knownUntil } = value;
  return (
    <Stack component="section" gap="sm">
      <h2>{text('title')}</h2>
      <p>
        {source === null
          ? text('builtIn', { year: String(knownUntil) })
          : text('imported', {
              name: source.name,
              first: String(source.firstYear),
              last: String(source.lastYear),
              days: source.days,
              year: String(knownUntil),
            })}
      </p>
      <Muted component="p">{text('beyond', { year: String(knownUntil) })}</Muted>
      <Row>
        <Button variant="default" loading={busy} onClick={() => void take()}>
          {text('import')}
        </Button>
        {source === null ? null : (
          <Button variant="subtle" onClick={() => void forget()}>
            {text('forget')}
          </Button>
        )}
      </Row>
      <Muted component="p">{text('hint')}</Muted>
      {imported === null ? null : <Notice state="ready">{text('done', { days: imported })}</Notice>}
      {failure === null ? null : <ErrorState failure={failure} />}
    </Stack>
  );
};

/** Amazon's waiting times start on the day recorded in the set-up guide. */
export const RecordedWaits = () => {
  const text = useText('calendarScreen.review');
  return (
    <Stack component="section" gap="sm">
      <h2>{text('title')}</h2>
      <Muted component="p">{text('text')}</Muted>
      <div>
        <Button variant="default" onClick={() => navigate('setup')}>
          {text('open')}
        </Button>
      </div>
    </Stack>
  );
};

/** Setting for how the seven days are counted. */
export const LockInterpretationSection = ({ policy }: { policy: LockPolicyView }) => {
  const text = useText('clocks.policy');
  const orders = useText('orders.policy');
  const lock = useText('lock.reading');
  const [open, setOpen] = useState(false);
  return (
    <Stack component="section" gap="sm">
      <h2>{text('title')}</h2>
      <p>
        {lock(policy.reading)}
        <Muted>
          {'　'}
          {text('after')}: {text(policy.afterLock)}
        </Muted>
      </p>
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          {orders('change')}
        </Button>
      </div>
      <LockPolicyDialog opened={open} onClose={() => setOpen(false)} />
    </Stack>
  );
};
