import { type FormEvent, useRef, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { addMonths, toIsoDay } from '#renderer/parts/decisions/days.ts';
import {
  Actions,
  Button,
  Dialog,
  ErrorState,
  guardComposition,
  Textarea,
  TextInput,
  useFormat,
  useNow,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { isValidReason, MIN_REASON_LENGTH } from '#shared/domain/sync/guards/reason.ts';
import classes from '../dialog.module.css';

export interface IgnoreRequest {
  readonly at: readonly { readonly key: string; readonly path: string }[];
  /** Name of the ignored item, for the question. */
  readonly name: string;
}

/** Ignores a difference until a day, with a reason; it is shown again then, or when it changes. */
export const IgnoreDialog = ({ ignoring, onClose }: { ignoring: IgnoreRequest | null; onClose: () => void }) => {
  const last = useRef(ignoring);
  last.current = ignoring ?? last.current;
  const text = useText('planScreen.ignore');
  return (
    <Dialog opened={ignoring !== null} onClose={onClose} size={480} title={text('title')}>
      {last.current === null ? null : <Form ignoring={last.current} onClose={onClose} />}
    </Dialog>
  );
};

const Form = ({ ignoring, onClose }: { ignoring: IgnoreRequest; onClose: () => void }) => {
  const text = useText('planScreen.ignore');
  const format = useFormat();
  const client = useClient();
  const today = toIsoDay(useNow());
  const [because, setBecause] = useState('');
  const [until, setUntil] = useState(() => addMonths(today, 1));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const noReason = !isValidReason(because);
  const noDay = until === '' || until < today;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (noReason || noDay) return;
    setBusy(true);
    const result = await client.call('plan.ignore', { at: [...ignoring.at], until, because: because.trim() });
    setBusy(false);
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <form className={classes.form} noValidate onSubmit={(event) => void submit(event)} onKeyDown={guardComposition}>
      <p>{text('explain', { name: ignoring.name })}</p>
      <Textarea
        data-autofocus
        label={text('because')}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        value={because}
        error={tried && noReason ? text('becauseMissing', { least: MIN_REASON_LENGTH }) : null}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={text('until')}
        description={noDay ? null : text('untilHint', { day: format.date(until) })}
        min={today}
        value={until}
        error={tried && noDay ? text('untilMissing') : null}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      {failure === null ? null : <ErrorState failure={failure} />}
      <Actions>
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {text('do')}
        </Button>
      </Actions>
    </form>
  );
};
