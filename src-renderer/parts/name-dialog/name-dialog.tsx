import { type FormEvent, useEffect, useState } from 'react';
import { Button, ErrorState, guardComposition, Modal, TextInput, useText } from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/result.ts';
import classes from './name-dialog.module.css';

interface NameDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What the step means. */
  readonly body: string;
  /** The name that has to be typed; `null` = a click is enough. */
  readonly name: string | null;
  /** The button that does it. */
  readonly action: string;
  readonly danger?: boolean;
  /** Closes when it went well; else the failure is shown. */
  readonly onDo: (typed: string) => Promise<Result<unknown>>;
}

/** Asks before a step that cannot be taken lightly, and has a name typed where a slip would be costly. */
export const NameDialog = ({ opened, onClose, title, body, name, action, danger = false, onDo }: NameDialogProps) => {
  const text = useText('ui');
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (!opened) return;
    setTyped('');
    setFailure(null);
  }, [opened]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await onDo(typed);
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': text('close') }}>
      <form className={classes.form} onSubmit={(event) => void submit(event)} onKeyDown={guardComposition}>
        <p>{body}</p>
        {name === null ? null : (
          <TextInput
            label={text('typeName', { name })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        {failure === null ? null : <ErrorState failure={failure} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose} {...(name === null ? { 'data-autofocus': true } : {})}>
            {text('cancel')}
          </Button>
          <Button type="submit" {...(danger ? { color: 'red' } : {})} disabled={name !== null && typed !== name}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
