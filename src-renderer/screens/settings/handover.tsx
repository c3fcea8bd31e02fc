import { IconBook2 } from '@tabler/icons-react';
import { useState } from 'react';
import { dismissJob, runJob, useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, Notice, useLanguage, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/result.ts';
import classes from './settings.module.css';

/** The whole configuration as one document to be printed, for whoever takes over. */
export const Handover = () => {
  const text = useText('handoverPart');
  const client = useClient();
  const language = useLanguage();
  const [busy, setBusy] = useState<'html' | 'pdf' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState<string | null>(null);

  const write = async (form: 'html' | 'pdf'): Promise<void> => {
    setBusy(form);
    setFailure(null);
    setSaved(null);
    const ended = await runJob(client, client.call('handover.write', { language, form }));
    setBusy(null);
    if (!ended.ok) return setFailure(ended.error);
    const { id, error, result } = ended.value;
    if (error !== null) return setFailure(error);
    if (typeof result?.token !== 'string' || typeof result.name !== 'string') return;
    const kept = await client.saveFile({ token: result.token, name: result.name });
    if (!kept.ok) return setFailure(kept.error);
    // Not saved now: the line below the screen offers the file until it is.
    if (!kept.value.saved) return;
    dismissJob(id);
    setSaved(result.name);
  };
  // A browser has its own way to a PDF.
  const prints = client.host === 'electron';
  return (
    <div className={classes.form}>
      <p className={classes.hint}>{text(prints ? 'printPdf' : 'print')}</p>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconBook2 size={16} aria-hidden />}
          loading={busy === 'html'}
          disabled={busy === 'pdf'}
          onClick={() => void write('html')}
        >
          {text('write')}
        </Button>
        {prints ? (
          <Button variant="default" loading={busy === 'pdf'} disabled={busy === 'html'} onClick={() => void write('pdf')}>
            {text('writePdf')}
          </Button>
        ) : null}
      </div>
      <div aria-live="polite">{saved === null ? null : <Notice state="ready">{text('saved', { name: saved })}</Notice>}</div>
      {failure === null ? null : <ErrorState failure={failure} />}
    </div>
  );
};
