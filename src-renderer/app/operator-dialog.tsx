import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { useClient, useOperatorNameRequest } from '../client/index.ts';
import { Actions, Button, Dialog, ErrorState, Form, isComposing, TextInput, useText } from '../ui/index.ts';

/** Escape closes only this dialog; the dialog below may contain typed text. */
const STOP_PROPAGATION = { 'data-mantine-stop-propagation': true };

/** Above the screens' dialogs (z-index 200). */
const ABOVE_DIALOGS = 300;

/** Asks for the operator's name the first time something is recorded, then continues the action. The dialog that it interrupts is hidden until then. */
export const OperatorDialog = () => {
  const text = useText('operator');
  const client = useClient();
  const answer = useOperatorNameRequest((state) => state.answer);
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const opened = answer !== null;
  useEffect(() => {
    if (opened) setFailure(null);
  }, [opened]);
  const save = async (): Promise<void> => {
    if (name.trim() === '') return;
    const result = await client.call('console.changeSettings', { operatorName: name.trim() });
    if (result.ok) answer?.(true);
    else setFailure(result.error);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !isComposing(event)) answer?.(false);
  };
  return (
    <Dialog
      zIndex={ABOVE_DIALOGS}
      data-alone
      opened={opened}
      onClose={() => answer?.(false)}
      title={text('title')}
      closeButtonProps={{ 'aria-label': text('close'), ...STOP_PROPAGATION }}
    >
      <Form onKeyDown={onKeyDown} onSubmit={() => void save()}>
        <p>{text('why')}</p>
        <TextInput
          label={text('name')}
          description={text('hint')}
          placeholder={text('placeholder')}
          maxLength={60}
          autoComplete="name"
          data-autofocus
          {...STOP_PROPAGATION}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {failure === null ? null : <ErrorState failure={failure} />}
        <Actions>
          <Button variant="default" onClick={() => answer?.(false)} {...STOP_PROPAGATION}>
            {text('cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''} {...STOP_PROPAGATION}>
            {text('save')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  );
};
