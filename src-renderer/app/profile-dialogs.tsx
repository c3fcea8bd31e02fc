import { useEffect, useState } from 'react';
import type { Profile } from '#shared/contract/profiles.ts';
import type { Failure, Result } from '#shared/contract/result.ts';
import { dismissJob, refreshConsole, runJob, showCompany, useClient } from '../client/index.ts';
import { NameDialog } from '../parts/name-dialog/name-dialog.tsx';
import { Dialog, Form, FormEnd, Muted, TextInput, useText } from '../ui/index.ts';

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

  const submit = async (): Promise<void> => {
    const result = await client.call('profiles.rename', { id: profile.id, name: name.trim() });
    if (!result.ok) return setFailure(result.error);
    await refreshConsole(client);
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={text('renameTitle')}>
      <Form onSubmit={() => void submit()}>
        <TextInput
          label={text('name')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Muted component="p">{text('kindStays')}</Muted>
        <FormEnd
          failure={failure}
          onCancel={onClose}
          disabled={name.trim() === '' || name.trim() === profile.name}
          action={text('renameDo')}
        />
      </Form>
    </Dialog>
  );
};

/** Asks with the name; a production company has its name typed. */
export const DeleteProfile = ({ profile, opened, onClose }: DialogProps) => {
  const text = useText('app.profile');
  const client = useClient();
  const mustType = profile.kind === 'production';
  return (
    <NameDialog
      opened={opened}
      onClose={onClose}
      title={text('deleteTitle', { name: profile.name })}
      body={text('deleteBody', { name: profile.name })}
      name={mustType ? profile.name : null}
      action={text('deleteDo')}
      danger
      onDo={async (typed) => {
        const result = await client.call('profiles.delete', { id: profile.id, confirmName: mustType ? typed : profile.name });
        if (result.ok) await refreshConsole(client);
        return result;
      }}
    />
  );
};

/** Takes the demo company back to its first day: what was drafted, decided and kept in it is gone, and it opens anew. */
export const ResetDemo = ({ profile, opened, onClose }: DialogProps) => {
  const text = useText('app.profile');
  const client = useClient();
  const reset = async (): Promise<Result<unknown>> => {
    const removed = await client.call('profiles.delete', { id: profile.id, confirmName: profile.name });
    if (!removed.ok) return removed;
    const opening = await runJob(client, client.call('profiles.openDemo', {}));
    if (!opening.ok) return opening;
    const { id, error, result } = opening.value;
    dismissJob(id);
    if (error !== null) return { ok: false, error };
    return typeof result?.['profileId'] === 'string' ? showCompany(client, result['profileId']) : opening;
  };
  return (
    <NameDialog
      opened={opened}
      onClose={onClose}
      title={text('resetTitle')}
      body={text('resetBody', { name: profile.name })}
      name={null}
      action={text('resetDo')}
      danger
      onDo={reset}
    />
  );
};
