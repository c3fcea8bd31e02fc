import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Checkbox, Choices, Form, FormEnd, Muted, Select, Stack, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CheckSchedule } from '#shared/contract/check-schedule.ts';
import { TIME_OF_DAY, WEBHOOK_FORMS } from '#shared/contract/weekly-choices.ts';
import { SecretInput, TimingFields } from '../questions.tsx';
import type { ServerCheckState } from './state.ts';

const NO_WEBHOOK = 'none';

interface ScheduleFormProps {
  readonly state: ServerCheckState;
  readonly onCancel: () => void;
  readonly onSaved: () => void;
}

/** Days, time, and the people and the chat service that are informed. */
export const ScheduleForm = ({ state, onCancel, onSaved }: ScheduleFormProps) => {
  const text = useText('checkSchedule');
  const check = useText('weeklyCheck');
  const client = useClient();
  const { people } = state;
  const [schedule, setSchedule] = useState<CheckSchedule>(() => ({
    days: state.schedule?.days ?? [1],
    time: state.schedule?.time ?? '07:00',
    // People without a role any more cannot be saved again.
    recipients: (state.schedule?.recipients ?? []).filter((id) => people.some((person) => person.id === id)),
    webhook: state.schedule?.webhook ?? null,
  }));
  const [address, setAddress] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const hasSavedAddress = state.webhookSaved && state.schedule?.webhook === schedule.webhook;
  const errors = {
    days: schedule.days.length === 0 ? check('error.days') : null,
    time: TIME_OF_DAY.test(schedule.time) ? null : check('error.time'),
    address: schedule.webhook !== null && address.trim() === '' && !hasSavedAddress ? check('error.secret') : null,
  };
  const change = (part: Partial<CheckSchedule>): void => setSchedule({ ...schedule, ...part });
  const save = async (): Promise<void> => {
    setChecked(true);
    if (Object.values(errors).some((error) => error !== null)) return;
    setBusy(true);
    setFailure(null);
    const typed = schedule.webhook === null ? '' : address.trim();
    const result = await client.call('checkSchedule.save', { schedule, address: typed === '' ? null : typed });
    setBusy(false);
    if (result.ok) onSaved();
    else setFailure(result.error);
  };
  return (
    <Form onSubmit={() => void save()}>
      <Stack gap="lg">
        <TimingFields days={schedule.days} time={schedule.time} errors={isChecked ? errors : {}} hint={text('zone')} onChange={change} />
        <Recipients state={state} chosen={schedule.recipients} onChange={(recipients) => change({ recipients })} />
        <Select
          label={text('webhook.label')}
          description={text('webhook.hint')}
          w="18rem"
          allowDeselect={false}
          value={schedule.webhook ?? NO_WEBHOOK}
          data={[
            { value: NO_WEBHOOK, label: text('webhook.none') },
            ...WEBHOOK_FORMS.map((form) => ({ value: form, label: check(`notify.forms.${form}`) })),
          ]}
          onChange={(value) => change({ webhook: WEBHOOK_FORMS.find((form) => form === value) ?? null })}
        />
        {schedule.webhook === null ? null : (
          <SecretInput
            label={check('notify.address')}
            description={text(hasSavedAddress ? 'webhook.saved' : 'webhook.kept')}
            error={isChecked ? errors.address : null}
            value={address}
            onChange={setAddress}
          />
        )}
        <FormEnd action={text('save')} onCancel={onCancel} busy={busy} failure={failure} />
      </Stack>
    </Form>
  );
};

interface RecipientsProps {
  readonly state: ServerCheckState;
  /** Ids of people. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

const Recipients = ({ state: { people, hasMail }, chosen, onChange }: RecipientsProps) => {
  const text = useText('checkSchedule.recipients');
  const missing = hasMail ? (people.length === 0 ? text('empty') : null) : text('noMail');
  if (missing !== null)
    return (
      <Stack gap="xs">
        <strong>{text('label')}</strong>
        <Muted>{missing}</Muted>
      </Stack>
    );
  return (
    <Checkbox.Group label={text('label')} description={text('hint')} value={[...chosen]} onChange={onChange}>
      <Choices>
        {people.map(({ id, name, email }) => (
          <Checkbox key={id} value={id} label={`${name} (${email})`} />
        ))}
      </Choices>
    </Checkbox.Group>
  );
};
