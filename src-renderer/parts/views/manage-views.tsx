import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import {
  ActionIcon,
  Button,
  ErrorState,
  isComposing,
  PlainList,
  Row,
  Stack,
  TextInput,
  useFailureText,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { SavedView } from '#shared/contract/views.ts';
import classes from './views.module.css';

interface ManageViewsProps {
  readonly views: readonly SavedView[];
  readonly onChanged: () => void;
}

/** Renames saved views in place, and deletes them with undo while the dialog is open. */
export const SavedViewsEditor = ({ views, onChanged }: ManageViewsProps) => {
  const text = useText('views');
  const client = useClient();
  const [deleted, setDeleted] = useState<SavedView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const remove = async (view: SavedView): Promise<void> => {
    const result = await client.call('views.delete', { id: view.id });
    setFailure(result.ok ? null : result.error);
    if (result.ok) setDeleted(view);
    onChanged();
  };
  const restore = async (): Promise<void> => {
    if (deleted === null) return;
    const result = await client.call('views.save', { id: null, name: deleted.name, content: deleted.content });
    setFailure(result.ok ? null : result.error);
    if (result.ok) setDeleted(null);
    onChanged();
  };
  return (
    <Stack>
      {views.length === 0 ? <p>{text('allGone')}</p> : null}
      <PlainList gap="sm">
        {views.map((view) => (
          <Row component="li" align="flex-start" wrap="nowrap" className={classes.view} key={view.id}>
            <Name view={view} onChanged={onChanged} />
            <ActionIcon aria-label={text('deleteOf', { name: view.name })} onClick={() => void remove(view)}>
              <IconTrash size={16} />
            </ActionIcon>
          </Row>
        ))}
      </PlainList>
      <div role="status">
        {deleted === null ? null : (
          <Row component="p" wrap="nowrap">
            {text('deleted', { name: deleted.name })}
            <Button size="xs" variant="subtle" leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => void restore()}>
              {text('undo')}
            </Button>
          </Row>
        )}
      </div>
      {failure === null ? null : <ErrorState failure={failure} />}
    </Stack>
  );
};

const Name = ({ view, onChanged }: { view: SavedView; onChanged: () => void }) => {
  const text = useText('views');
  const client = useClient();
  const [name, setName] = useState(view.name);
  const say = useFailureText();
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    if (name.trim() === '') return setName(view.name);
    if (name.trim() === view.name) return;
    const result = await client.call('views.rename', { id: view.id, name });
    setFailure(result.ok ? null : result.error);
    if (result.ok) onChanged();
  };
  return (
    <TextInput
      aria-label={text('nameOf', { name: view.name })}
      maxLength={60}
      value={name}
      error={failure === null ? null : failure.code === 'view-name-taken' ? text('taken') : say(failure).what}
      onChange={(event) => {
        setFailure(null);
        setName(event.currentTarget.value);
      }}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !isComposing(event)) void save();
      }}
    />
  );
};
