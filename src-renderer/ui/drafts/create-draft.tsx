import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { TEMPLATE_IDS, TEMPLATES, type TemplateId } from '#shared/domain/drafts/templates.ts';
import { Button, Choices, Dialog, Form, FormEnd, Radio, TextInput, useRefusalProps, useText } from '../index.ts';
import { changeDrafts, useDraftSaveState } from './draft-saving.ts';
import type { ListSection } from './list-section.ts';
import { useCreationRequest } from './start-creating.ts';

interface CreateDraftProps {
  readonly section: ListSection;
  readonly onCreated: (id: string) => void;
}

/** Button that creates an object, with a dialog for its name and initial content. */
export const CreateDraftButton = ({ section, onCreated }: CreateDraftProps) => {
  const text = useText('draftList');
  const refused = useRefusalProps();
  const [open, setOpen] = useState(false);
  const isWanted = useCreationRequest((wanted) => wanted.section === section);
  useEffect(() => {
    // An empty list has a second button, which must not handle the request again.
    if (!isWanted || useCreationRequest.getState().section !== section) return;
    useCreationRequest.setState({ section: null });
    setOpen(true);
  }, [isWanted, section]);
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)} {...refused}>
        {text('create.open')}
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} size={520} title={text(`create.title.${section}`)}>
        <CreateForm
          section={section}
          onCancel={() => setOpen(false)}
          onCreated={(id) => {
            setOpen(false);
            onCreated(id);
          }}
        />
      </Dialog>
    </>
  );
};

const CreateForm = ({ section, onCreated, onCancel }: CreateDraftProps & { readonly onCancel: () => void }) => {
  const text = useText('draftList');
  const words = useText('draft.template');
  const client = useClient();
  const [name, setName] = useState('');
  const [template, setTemplate] = useState<TemplateId | 'blank'>('blank');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const templates = TEMPLATE_IDS.filter((id) => TEMPLATES[id].section === section);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === '') return;
    setBusy(true);
    setFailure(null);
    const changed = await changeDrafts(client, 'drafts.create', {
      section,
      name: name.trim(),
      template: template === 'blank' ? null : template,
    });
    setBusy(false);
    if (changed === null) return setFailure(useDraftSaveState.getState().failure);
    const id = changed.first?.object.id;
    if (id !== undefined) onCreated(id);
  };
  return (
    <Form onSubmit={() => void submit()}>
      <TextInput
        data-autofocus
        label={text('create.name')}
        maxLength={200}
        autoComplete="off"
        value={name}
        error={tried && name.trim() === '' ? text('create.nameMissing') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {templates.length === 0 ? null : (
        <Radio.Group
          label={text('create.from')}
          value={template}
          onChange={(chosen) => setTemplate(templates.find((id) => id === chosen) ?? 'blank')}
        >
          <Choices>
            <Radio value="blank" label={text('create.blank.name')} description={text('create.blank.explanation')} />
            {templates.map((id) => (
              <Radio key={id} value={id} label={words(`${id}.name`)} description={words(`${id}.explanation`)} />
            ))}
          </Choices>
        </Radio.Group>
      )}
      <FormEnd failure={failure} onCancel={onCancel} busy={busy} action={text('create.do')} />
    </Form>
  );
};
