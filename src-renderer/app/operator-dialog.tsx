import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import type { Failure } from '#shared/contract/result.ts';
import { useClient, useNaming } from '../client/index.ts';
import { Button, ErrorState, guardComposition, isComposing, Modal, TextInput, useText } from '../ui/index.ts';
import classes from './app.module.css';

/** Escape closes this dialog alone: the one below it holds what somebody typed. */
const ALONE = { 'data-mantine-stop-propagation': true };

/** Dialogs of the screens stand at 200. */
const ABOVE_DIALOGS = 300;

/** Asks once who sits here, when something is to be recorded under a name; what was meant goes on afterwards. */
export const OperatorDialog = () => {
  const text = useText('operator');
  const client = useClient();
  const answer = useNaming((state) => state.answer);
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const opened = answer !== null;
  useEffect(() => {
    if (opened) setFailure(null);
  }, [opened]);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return;
    const result = await client.call('console.changeSettings', { operatorName: name.trim() });
    if (result.ok) answer?.(true);
    else setFailure(result.error);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    guardComposition(event);
    if (event.key === 'Escape' && !isComposing(event)) answer?.(false);
  };
  return (
    <Modal
      zIndex={ABOVE_DIALOGS}
      opened={opened}
      onClose={() => answer?.(false)}
      title={text('title')}
      closeButtonProps={{ 'aria-label': text('close'), ...ALONE }}
    >
      <form className={classes.operator} onSubmit={(event) => void save(event)} onKeyDown={onKeyDown}>
        <p>{text('why')}</p>
        <TextInput
          label={text('name')}
          description={text('hint')}
          placeholder={text('placeholder')}
          maxLength={60}
          autoComplete="name"
          data-autofocus
          {...ALONE}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {failure === null ? null : <ErrorState failure={failure} />}
        <div className={classes.operatorActions}>
          <Button variant="default" onClick={() => answer?.(false)} {...ALONE}>
            {text('cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''} {...ALONE}>
            {text('save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
