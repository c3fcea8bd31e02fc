import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { changeDrafts, type ListSection } from '#renderer/ui/drafts/index.ts';
import { Dialog, Form, FormEnd, TextInput, useText } from '#renderer/ui/index.ts';
import type { DraftRow } from '#shared/contract/drafts/drafts.ts';

interface RenameDialogProps {
  readonly section: ListSection;
  readonly row: DraftRow | null;
  readonly onClose: () => void;
}

/** Renames one object. */
export const RenameDialog = ({ section, row, onClose }: RenameDialogProps) => {
  const text = useText('draftList');
  return (
    <Dialog opened={row !== null} onClose={onClose} size={440} title={text('rename.title')}>
      {row === null ? null : <RenameForm key={row.id} section={section} row={row} onClose={onClose} />}
    </Dialog>
  );
};

const RenameForm = ({ section, row, onClose }: RenameDialogProps & { readonly row: DraftRow }) => {
  const text = useText('draftList');
  const client = useClient();
  const [name, setName] = useState(row.name);
  return (
    <Form
      onSubmit={() => {
        if (name.trim() === '') return;
        void changeDrafts(client, 'drafts.rename', { section, id: row.id, name: name.trim() });
        onClose();
      }}
    >
      <TextInput
        data-autofocus
        label={text('create.name')}
        maxLength={200}
        autoComplete="off"
        value={name}
        error={name.trim() === '' ? text('create.nameMissing') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <FormEnd onCancel={onClose} disabled={name.trim() === ''} changes action={text('rename.do')} />
    </Form>
  );
};
