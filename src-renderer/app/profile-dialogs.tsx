import type { FormEvent } from 'react';
import { useEffect, useState } from 'react';
import type { Profile } from '#shared/contract/profiles.ts';
import type { Failure } from '#shared/contract/result.ts';
import { refreshConsole, useClient } from '../client/index.ts';
import { Button, ErrorState, guardComposition, Modal, TextInput, useText } from '../ui/index.ts';
import classes from './profile-switch.module.css';

interface DialogProps {
  readonly profile: Profile;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export const RenameProfile = ({ profile, opened, onClose }: DialogProps) => {
  const text = useText('app.profile');
  const client = useClient();
  const [name, setName] = useState(profile.name);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (!opened) return;
    setName(profile.name);
    setFailure(null);
  }, [opened, profile.name]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await client.call('profiles.rename', { id: profile.id, name: name.trim() });
    if (!result.ok) return setFailure(result.error);
    await refreshConsole(client);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={text('renameTitle')} closeButtonProps={{ 'aria-label': text('close') }}>
      <form className={classes.form} onSubmit={(event) => void submit(event)} onKeyDown={guardComposition}>
        <TextInput
          label={text('name')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {failure === null ? null : <ErrorState failure={failure} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === '' || name.trim() === profile.name}>
            {text('renameDo')}
          </Button>
        </div>
      </form>
    </Modal>
  );
};

/** Asks with the name; a production company has its name typed. */
export const DeleteProfile = ({ profile, opened, onClose }: DialogProps) => {
  const text = useText('app.profile');
  const client = useClient();
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const mustType = profile.kind === 'production';
  useEffect(() => {
    if (!opened) return;
    setTyped('');
    setFailure(null);
  }, [opened]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await client.call('profiles.delete', { id: profile.id, confirmName: mustType ? typed : profile.name });
    if (!result.ok) return setFailure(result.error);
    onClose();
    await refreshConsole(client);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text('deleteTitle', { name: profile.name })}
      closeButtonProps={{ 'aria-label': text('close') }}
    >
      <form className={classes.form} onSubmit={(event) => void submit(event)} onKeyDown={guardComposition}>
        <p>{text('deleteBody', { name: profile.name })}</p>
        {mustType ? (
          <TextInput
            label={text('deleteType', { name: profile.name })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        ) : null}
        {failure === null ? null : <ErrorState failure={failure} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose} {...(mustType ? {} : { 'data-autofocus': true })}>
            {text('cancel')}
          </Button>
          <Button type="submit" color="red" disabled={mustType && typed !== profile.name}>
            {text('deleteDo')}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
