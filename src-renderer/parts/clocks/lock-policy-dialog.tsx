import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { Dialog, Form, FormEnd, Muted, Radio, Stack, useFormat, useNow, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { LockPolicyView } from '#shared/contract/orders/clocks.ts';
import { formatDayNumber } from '#shared/domain/checkout/days.ts';
import { getLastLockDay, getLockEnd } from '#shared/domain/checkout/lock-clock.ts';
import classes from './lock-policy-dialog.module.css';

interface LockPolicyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Setting for how the company counts the 7 days and treats day 8; both interpretations are explained with today as an example. */
export const LockPolicyDialog = ({ opened, onClose }: LockPolicyDialogProps) => {
  const text = useText('clocks.policy');
  const { value } = useCall('clocks.lockPolicy', opened ? {} : null);
  return (
    <Dialog opened={opened} onClose={onClose} title={text('title')} size="lg">
      {value === undefined ? null : <Choice policy={value} onClose={onClose} />}
    </Dialog>
  );
};

const Choice = ({ policy, onClose }: { policy: LockPolicyView; onClose: () => void }) => {
  const text = useText('clocks.policy');
  const client = useClient();
  const format = useFormat();
  const now = useNow();
  const [chosen, setChosen] = useState(policy);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const example = new Date(now).toISOString();
  const save = async (): Promise<void> => {
    setSaving(true);
    const result = await client.call('clocks.changeLockPolicy', chosen);
    setSaving(false);
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  const requested = format.dateTime(example);
  return (
    <Form onSubmit={() => void save()}>
      <Muted component="p" size="md" className={classes.intro}>
        {text('intro')}
      </Muted>
      <Radio.Group
        label={text('reading')}
        value={chosen.reading}
        onChange={(reading) => setChosen({ ...chosen, reading: reading === 'dates' ? 'dates' : 'hours' })}
      >
        <Stack gap="md" mt="sm">
          <Radio
            value="hours"
            label={text('hours')}
            description={text('hoursText', { requested, ends: format.dateTime(new Date(getLockEnd(now, 'hours')).toISOString()) })}
          />
          <Radio
            value="dates"
            label={text('dates')}
            description={text('datesText', {
              requested,
              ends: text('end', { date: format.date(formatDayNumber(getLastLockDay(now, 'dates'))) }),
            })}
          />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={text('after')}
        value={chosen.afterLock}
        onChange={(after) => setChosen({ ...chosen, afterLock: after === 'refused' ? 'refused' : 'ordered-at-current-price' })}
      >
        <Stack gap="md" mt="sm">
          <Radio value="ordered-at-current-price" label={text('ordered-at-current-price')} description={text('orderedText')} />
          <Radio value="refused" label={text('refused')} description={text('refusedText')} />
        </Stack>
      </Radio.Group>
      <FormEnd failure={failure} onCancel={onClose} busy={saving} action={text('save')} />
    </Form>
  );
};
