import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { dismissJob, exportFile, useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, Notice, Row, Stack, useLanguage, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { ImportDialog } from './import-dialog.tsx';

type News = { readonly kind: 'saved'; readonly name: string } | { readonly kind: 'taken'; readonly count: number } | null;

/** All drafts as one file: export, and import with a preview. */
export const DraftsFile = () => {
  const text = useText('draftsFile');
  const refused = useRefusalProps();
  const client = useClient();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [news, setNews] = useState<News>(null);
  const [file, setFile] = useState<FileToken | null>(null);

  const write = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    setNews(null);
    const exported = await exportFile(client, client.call('drafts.exportFile', { language }));
    setBusy(false);
    if (!exported.ok) return setFailure(exported.error);
    // If not saved now, the job tray offers the file.
    if (exported.value === null) return;
    dismissJob(exported.value.jobId);
    setNews({ kind: 'saved', name: exported.value.name });
  };
  const choose = async (): Promise<void> => {
    const chosen = await client.pickFile('.json');
    setNews(null);
    if (!chosen.ok) return setFailure(chosen.error);
    setFailure(null);
    setFile(chosen.value);
  };
  return (
    <Stack>
      <Row>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={busy} onClick={() => void write()}>
          {text('export')}
        </Button>
        <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={() => void choose()} {...refused}>
          {text('import')}
        </Button>
      </Row>
      <div aria-live="polite">
        {news === null ? null : (
          <Notice state="ready">{news.kind === 'saved' ? text('saved', { name: news.name }) : text('taken', { count: news.count })}</Notice>
        )}
      </div>
      {failure === null ? null : <ErrorState failure={failure} />}
      <ImportDialog
        file={file}
        onClose={() => setFile(null)}
        onTaken={(count) => {
          setFile(null);
          setNews({ kind: 'taken', count });
        }}
      />
    </Stack>
  );
};
