import { IconBook2 } from '@tabler/icons-react';
import { useState } from 'react';
import { dismissJob, exportFile, useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, Muted, Notice, Row, Stack, useLanguage, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';

/** The whole configuration as a printable document. */
export const HandoverBook = () => {
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
    const exported = await exportFile(client, client.call('handoverBook.write', { language, form }));
    setBusy(null);
    if (!exported.ok) return setFailure(exported.error);
    // If not saved now, the job tray offers the file.
    if (exported.value === null) return;
    dismissJob(exported.value.jobId);
    setSaved(exported.value.name);
  };
  // Browsers print to PDF themselves.
  const prints = client.host === 'electron';
  return (
    <Stack>
      <Muted component="p">{text(prints ? 'printPdf' : 'print')}</Muted>
      <Row>
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
      </Row>
      <div aria-live="polite">{saved === null ? null : <Notice state="ready">{text('saved', { name: saved })}</Notice>}</div>
      {failure === null ? null : <ErrorState failure={failure} />}
    </Stack>
  );
};
