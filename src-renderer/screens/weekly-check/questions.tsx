import { Checkbox, Choices, Muted, PasswordInput, Radio, Row, SegmentedControl, Stack, TextInput, useText } from '#renderer/ui/index.ts';
import { NOTIFICATIONS, WEBHOOK_FORMS, WEEKDAYS, type Weekday } from '#shared/contract/weekly-choices.ts';
import { type AnswerError, type AnswerErrors, type Answers, type CheckState, isSecretSaved } from './view-model.ts';

export interface QuestionProps {
  readonly answers: Answers;
  readonly errors: AnswerErrors;
  readonly state: CheckState;
  readonly change: (part: Partial<Answers>) => void;
}

interface TimingFieldsProps extends WeeklyTimingFields {
  readonly errors: { readonly days?: string | null; readonly time?: string | null };
  /** The time zone in words. */
  readonly hint: string;
  readonly onChange: (part: Partial<WeeklyTimingFields>) => void;
}

interface WeeklyTimingFields {
  readonly days: Weekday[];
  readonly time: string;
}

/** Days of the week and a time. */
export const TimingFields = ({ days, time, errors, hint, onChange }: TimingFieldsProps) => {
  const text = useText('weeklyCheck');
  return (
    <>
      <Checkbox.Group
        label={text('when.days')}
        error={errors.days}
        value={days.map(String)}
        onChange={(chosen) => onChange({ days: WEEKDAYS.filter((day) => chosen.includes(String(day))) })}
      >
        <Row gap="sm xl" my="sm">
          {WEEKDAYS.map((day) => (
            <Checkbox key={day} value={String(day)} label={text(`day.${day}`)} aria-label={text(`dayLong.${day}`)} />
          ))}
        </Row>
      </Checkbox.Group>
      <TextInput
        type="time"
        w="9rem"
        label={text('when.time')}
        error={errors.time}
        value={time}
        onChange={(event) => onChange({ time: event.currentTarget.value })}
      />
      <Muted>{hint}</Muted>
    </>
  );
};

/** Days and time. */
export const WhenQuestion = ({ answers, errors, change }: QuestionProps) => {
  const text = useText('weeklyCheck');
  const words = (error: AnswerError | undefined): string | null => (error === undefined ? null : text(`error.${error}`));
  return (
    <TimingFields
      days={[...answers.days]}
      time={answers.time}
      errors={{ days: words(errors.days), time: words(errors.time) }}
      hint={text('when.hint')}
      onChange={change}
    />
  );
};

/** Where the lists of both sides come from. */
export const ListsQuestion = ({ answers, errors, state, change, hasServer }: QuestionProps & { readonly hasServer: boolean }) => {
  const text = useText('weeklyCheck');
  const example = text('lists.example', { windows: state.scheduler === 'windows' ? 'yes' : 'no' });
  return (
    <>
      {hasServer ? (
        <Radio.Group
          label={text('lists.neo')}
          value={answers.fromServer ? 'server' : 'folder'}
          onChange={(value) => change({ fromServer: value === 'server' })}
        >
          <Choices>
            <Radio value="server" label={text('lists.server')} />
            <Radio value="folder" label={text('lists.folder')} />
          </Choices>
        </Radio.Group>
      ) : null}
      {answers.fromServer ? null : (
        <TextInput
          label={text('lists.neoFolder')}
          placeholder={example}
          maxLength={400}
          error={errors.neo && text(`error.${errors.neo}`)}
          value={answers.neo}
          onChange={(event) => change({ neo: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={text('lists.amazonFolder')}
        placeholder={example.replace('NEO', 'Amazon')}
        maxLength={400}
        error={errors.amazon && text(`error.${errors.amazon}`)}
        value={answers.amazon}
        onChange={(event) => change({ amazon: event.currentTarget.value })}
      />
      <Muted>{text('lists.hint')}</Muted>
    </>
  );
};

/** How the results arrive. */
export const NotifyQuestion = (props: QuestionProps) => {
  const { answers, change } = props;
  const text = useText('weeklyCheck');
  return (
    <>
      <Radio.Group
        label={text('notify.label')}
        value={answers.by}
        onChange={(value) => change({ by: NOTIFICATIONS.find((by) => by === value) ?? 'mail' })}
      >
        <Choices>
          {NOTIFICATIONS.map((by) => (
            <Radio key={by} value={by} label={text(`notify.by.${by}`)} description={text(`notify.about.${by}`)} />
          ))}
        </Choices>
      </Radio.Group>
      {answers.by === 'mail' ? <MailFields {...props} /> : answers.by === 'webhook' ? <WebhookFields {...props} /> : null}
    </>
  );
};

const MailFields = (props: QuestionProps) => {
  const { answers, errors, change } = props;
  const text = useText('weeklyCheck');
  const field = (name: 'server' | 'user' | 'from' | 'to', description?: string) => (
    <TextInput
      label={text(`notify.${name}`)}
      {...(description === undefined ? {} : { description })}
      maxLength={name === 'to' ? 2000 : 254}
      error={errors[name] && text(`error.${errors[name]}`)}
      value={answers[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <Stack>
      {field('to', text('notify.toHint'))}
      {field('from')}
      {field('server', text('notify.serverHint'))}
      {field('user')}
      {answers.user.trim() === '' ? null : <SecretField {...props} label={text('notify.password')} />}
    </Stack>
  );
};

const WebhookFields = (props: QuestionProps) => {
  const { answers, change } = props;
  const text = useText('weeklyCheck');
  return (
    <Stack>
      <div>
        <SegmentedControl
          aria-label={text('notify.form')}
          value={answers.form}
          data={WEBHOOK_FORMS.map((form) => ({ value: form, label: text(`notify.forms.${form}`) }))}
          onChange={(value) => change({ form: WEBHOOK_FORMS.find((form) => form === value) ?? 'teams' })}
        />
      </div>
      <SecretField {...props} label={text('notify.address')} />
    </Stack>
  );
};

const SecretField = ({ answers, errors, state, change, label }: QuestionProps & { readonly label: string }) => {
  const text = useText('weeklyCheck');
  return (
    <SecretInput
      label={label}
      description={text(isSecretSaved(answers, state) ? 'notify.saved' : 'notify.kept')}
      error={errors.secret && text(`error.${errors.secret}`)}
      value={answers.secret}
      onChange={(secret) => change({ secret })}
    />
  );
};

interface SecretInputProps {
  readonly label: string;
  readonly description: string;
  readonly error: string | null | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A password or the address of a chat service. */
export const SecretInput = ({ onChange, ...props }: SecretInputProps) => {
  const secrets = useText('secretsPart');
  return (
    <PasswordInput
      {...props}
      autoComplete="one-time-code"
      spellCheck={false}
      maxLength={512}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': secrets('show'), tabIndex: 0 }}
    />
  );
};
