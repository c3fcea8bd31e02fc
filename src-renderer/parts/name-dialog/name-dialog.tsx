import { useEffect, useState } from 'react';
import { Dialog, Form, FormEnd, TextInput, useText } from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';

interface NameDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Text that explains the consequences. */
  readonly body: string;
  /** The name that has to be typed; `null` = no typing required. */
  readonly name: string | null;
  /** Label of the button. */
  readonly action: string;
  readonly danger?: boolean;
  /** Performs the step. The dialog closes on success and otherwise shows the failure. */
  readonly onDo: (typed: string) => Promise<Result<unknown>>;
}

/** Confirmation dialog for a critical step; a name must be typed if a mistake would be costly. */
export const NameDialog = ({ opened, onClose, title, body, name, action, danger = false, onDo }: NameDialogProps) => {
  const text = useText('ui');
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (!opened) return;
    setTyped('');
    setFailure(null);
  }, [opened]);
  const submit = async (): Promise<void> => {
    const result = await onDo(typed);
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Form onSubmit={() => void submit()}>
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
        <FormEnd
          failure={failure}
          onCancel={onClose}
          focusCancel={name === null}
          danger={danger}
          disabled={name !== null && typed !== name}
          action={action}
        />
      </Form>
    </Dialog>
  );
};
