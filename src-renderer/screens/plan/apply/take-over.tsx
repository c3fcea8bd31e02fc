import { useState } from 'react';
import { Actions, Button, Checkbox, Dialog, Notice, useFormat, useNow, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import classes from '../dialog.module.css';

interface TakeOverProps {
  /** `lease-taken`: the holder, since when, and until when. */
  readonly failure: Failure;
  readonly onTakeOver: () => Promise<void>;
  readonly onClose: () => void;
}

const isMoment = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** Another console holds the edit lock: shows its holder and start, and offers to take it over. */
export const TakeOverDialog = ({ failure, onTakeOver, onClose }: TakeOverProps) => {
  const text = useText('planScreen.lease');
  const format = useFormat();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const [sure, setSure] = useState(false);
  const { holder, since, expiresAt } = failure.params;
  const who = String(holder ?? '');
  return (
    <Notice state="risk">
      <p>
        {isMoment(since)
          ? text('takenSince', { holder: who, since: format.dateTime(since), age: format.age(since, now) })
          : text('taken', { holder: who })}
        {isMoment(expiresAt) ? text('expires', { at: format.time(expiresAt) }) : ''}
      </p>
      <div className={classes.inline}>
        <Button size="xs" variant="default" onClick={onClose}>
          {text('wait')}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            setSure(false);
            setAsking(true);
          }}
        >
          {text('open')}
        </Button>
      </div>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={text('title', { holder: who })}>
        <div className={classes.form}>
          <p>{text('explain', { holder: who })}</p>
          <Checkbox data-autofocus label={text('sure')} checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
          <Actions>
            <Button variant="default" onClick={() => setAsking(false)}>
              {text('cancel')}
            </Button>
            <Button
              color="red"
              disabled={!sure}
              onClick={() => {
                setAsking(false);
                void onTakeOver();
              }}
            >
              {text('do')}
            </Button>
          </Actions>
        </div>
      </Dialog>
    </Notice>
  );
};
