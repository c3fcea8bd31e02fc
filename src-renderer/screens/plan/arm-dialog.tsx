import { type FormEvent, useEffect, useState } from 'react';
import { useClient, useConsole } from '#renderer/client/index.ts';
import { Button, ErrorState, guardComposition, Modal, TextInput, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/result.ts';
import classes from './dialog.module.css';

/** Production is let be written to by typing the company's name; it locks itself again. */
export const ArmDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const text = useText('planScreen.arm');
  const client = useClient();
  const name = useConsole(({ workspace }) => workspace?.profile.name ?? '');
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (!opened) return;
    setTyped('');
    setFailure(null);
  }, [opened]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await client.call('plan.arm', { company: typed });
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <Modal opened={opened} onClose={onClose} title={text('title')} closeButtonProps={{ 'aria-label': text('close') }}>
      <form className={classes.form} onSubmit={(event) => void submit(event)} onKeyDown={guardComposition}>
        <p>{text('explain')}</p>
        <TextInput
          data-autofocus
          label={text('type', { name })}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {failure === null ? null : <ErrorState failure={failure} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button type="submit" color="red" disabled={typed !== name}>
            {text('do')}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
