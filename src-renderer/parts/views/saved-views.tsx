import { IconBookmark, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { Button, Dialog, ErrorState, Form, FormEnd, Menu, TextInput, TruncatedText, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { announceFailure } from '../undo/undo-notice.ts';
import { SavedViewsEditor } from './manage-views.tsx';
import { findCurrentView, listViewsOfKind, type NamedContent } from './view-model.ts';
import classes from './views.module.css';

interface SavedViewsProps<C extends NamedContent> {
  /** The current filter and sort order. */
  readonly content: C;
  readonly onApply: (content: C) => void;
}

/** Saved views: apply, save, overwrite, manage. */
export const SavedViews = <C extends NamedContent>({ content, onApply }: SavedViewsProps<C>) => {
  const text = useText('views');
  const { kind } = content;
  const list = useCall('views.list', { kind });
  const views = listViewsOfKind(kind, list.value?.views ?? []);
  const [applied, setApplied] = useState<number | null>(null);
  const [open, setOpen] = useState<'save' | 'manage' | null>(null);
  const client = useClient();
  const current = findCurrentView(views, content);
  const last = views.find((view) => view.id === applied);
  const overwrite = async (): Promise<void> => {
    if (last === undefined) return;
    const result = await client.call('views.save', { id: last.id, name: last.name, content });
    if (!result.ok) announceFailure(result.error);
    list.refetch();
  };
  return (
    <>
      <Menu
        position={kind === 'report' ? 'bottom-start' : 'bottom-end'}
        width={300}
        withinPortal={false}
        disabled={list.value === undefined}
      >
        <Menu.Target>
          <Button
            className={classes.button}
            variant="default"
            leftSection={<IconBookmark size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            <TruncatedText>{current === undefined ? text(`title.${kind}`) : current.name}</TruncatedText>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 ? (
            <Menu.Label>{text(`none.${kind}`)}</Menu.Label>
          ) : (
            <>
              <Menu.Label>{text(`title.${kind}`)}</Menu.Label>
              {views.map((view) => (
                <Menu.Item
                  key={view.id}
                  aria-current={view === current || undefined}
                  onClick={() => {
                    setApplied(view.id);
                    onApply(view.content as C);
                  }}
                >
                  {view.name}
                </Menu.Item>
              ))}
            </>
          )}
          <Menu.Divider />
          {last !== undefined && current === undefined ? (
            <Menu.Item onClick={() => void overwrite()}>{text('overwrite', { name: last.name })}</Menu.Item>
          ) : null}
          <Menu.Item disabled={current !== undefined} onClick={() => setOpen('save')}>
            {text(`save.${kind}`)}
          </Menu.Item>
          {views.length === 0 ? null : <Menu.Item onClick={() => setOpen('manage')}>{text('manage')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <Dialog
        opened={open !== null}
        onClose={() => setOpen(null)}
        size={440}
        title={text(open === 'manage' ? 'manageTitle' : `saveTitle.${kind}`)}
      >
        {open === 'save' ? (
          <SaveView
            content={content}
            onCancel={() => setOpen(null)}
            onSaved={(id) => {
              setApplied(id);
              setOpen(null);
              list.refetch();
            }}
          />
        ) : open === 'manage' ? (
          <SavedViewsEditor views={views} onChanged={list.refetch} />
        ) : null}
      </Dialog>
    </>
  );
};

interface SaveViewProps {
  readonly content: NamedContent;
  readonly onCancel: () => void;
  readonly onSaved: (id: number) => void;
}

const SaveView = ({ content, onCancel, onSaved }: SaveViewProps) => {
  const text = useText('views');
  const client = useClient();
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    if (name.trim() === '') return;
    setBusy(true);
    const result = await client.call('views.save', { id: null, name, content });
    setBusy(false);
    if (result.ok) onSaved(result.value.id);
    else setFailure(result.error);
  };
  const taken = failure?.code === 'view-name-taken';
  return (
    <Form onSubmit={() => void save()}>
      <TextInput
        data-autofocus
        label={text('name')}
        maxLength={60}
        value={name}
        error={taken ? text('taken') : null}
        onChange={(event) => {
          setFailure(null);
          setName(event.currentTarget.value);
        }}
      />
      {failure === null || taken ? null : <ErrorState failure={failure} />}
      <FormEnd onCancel={onCancel} busy={busy} disabled={name.trim() === ''} action={text('saveDo')} />
    </Form>
  );
};
