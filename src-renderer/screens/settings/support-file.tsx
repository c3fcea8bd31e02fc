import { useState } from 'react';
import { useClient, useCompanyId } from '#renderer/client/index.ts';
import { Actions, Button, CodeBlock, Dialog, ErrorState, Muted, Notice, Row, Stack, useFormat, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import own from './support-file.module.css';

/** Facts for support: displayed completely, then saved exactly as displayed. */
export const SupportFile = () => {
  const text = useText('supportPart');
  const client = useClient();
  const companyId = useCompanyId();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [preview, setPreview] = useState<CallOutput<'support.preview'> | null>(null);
  const [saved, setSaved] = useState<string | null>(null);

  const look = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    setSaved(null);
    const made = await client.call('support.preview', { companyId: companyId === '' ? null : companyId });
    setBusy(false);
    if (made.ok) setPreview(made.value);
    else setFailure(made.error);
  };
  return (
    <Stack>
      <Row>
        <Button variant="default" loading={busy} onClick={() => void look()}>
          {text('look')}
        </Button>
      </Row>
      <div aria-live="polite">{saved === null ? null : <Notice state="ready">{text('saved', { name: saved })}</Notice>}</div>
      {failure === null ? null : <ErrorState failure={failure} />}
      <Dialog opened={preview !== null} onClose={() => setPreview(null)} size={860} title={text('title')}>
        {preview === null ? null : (
          <Preview
            made={preview}
            onSaved={(name) => {
              setSaved(name);
              setPreview(null);
            }}
          />
        )}
      </Dialog>
    </Stack>
  );
};

const Preview = ({ made, onSaved }: { readonly made: CallOutput<'support.preview'>; readonly onSaved: (name: string) => void }) => {
  const text = useText('supportPart');
  const format = useFormat();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [copied, setCopied] = useState(false);

  const save = async (): Promise<void> => {
    const kept = await client.saveFile({ token: made.token, name: made.name });
    if (!kept.ok) return setFailure(kept.error);
    setFailure(null);
    if (kept.value.saved) onSaved(kept.value.name ?? made.name);
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(made.text);
    setCopied(true);
  };
  return (
    <Stack>
      <Muted component="p">{text('about')}</Muted>
      <CodeBlock wraps mah="52vh" label={text('content')}>
        {made.text}
      </CodeBlock>
      {failure === null ? null : <ErrorState failure={failure} />}
      <Actions className={own.foot}>
        <Muted aria-live="polite">{copied ? text('copied') : text('size', { name: made.name, size: format.count(made.bytes) })}</Muted>
        <Button variant="default" onClick={() => void copy()}>
          {text('copy')}
        </Button>
        <Button onClick={() => void save()}>{text('save')}</Button>
      </Actions>
    </Stack>
  );
};
