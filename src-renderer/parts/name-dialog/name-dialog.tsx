import { useEffect, useState } from 'react';
import { Dialog, Form, FormEnd, TextInput, useText } from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';

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
