import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import {
  Actions,
  Button,
  Choices,
  Dialog,
  ErrorState,
  Muted,
  Radio,
  SkeletonRows,
  SmallTable,
  Stack,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import classes from './drafts-file.module.css';
import { countChangingObjects, listChangedRows, SHOWN_ROWS } from './preview.ts';

const MODES = ['merge', 'replace'] as const;
type Mode = (typeof MODES)[number];

interface ImportDialogProps {
  /** `null` while closed. */
  readonly file: FileToken | null;
  readonly onClose: () => void;
  readonly onTaken: (count: number) => void;
}

/** Preview of the changes by importing the file. */
export const ImportDialog = ({ file, onClose, onTaken }: ImportDialogProps) => {
  const text = useText('draftsFile');
  return (
    <Dialog opened={file !== null} onClose={onClose} size={640} title={file === null ? '' : text('title', { name: file.name })}>
      {file === null ? null : <Preview key={file.token} file={file} onClose={onClose} onTaken={onTaken} />}
    </Dialog>
  );
};

const Preview = ({ file, onClose, onTaken }: ImportDialogProps & { readonly file: FileToken }) => {
  const text = useText('draftsFile');
  const modes = useText('draft.importMode');
  const changes = useText('draft.importChange');
  const sections = useText('draft.section');
  const client = useClient();
  const [mode, setMode] = useState<Mode>('merge');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { value, error, loading, refetch, stale } = useCall('drafts.previewImport', { token: file.token, mode });
  const changing = value === undefined ? 0 : countChangingObjects(value.counts);
  const take = async (): Promise<void> => {
    if (value === undefined) return;
    setBusy(true);
    const result = await client.call('drafts.importFile', { token: file.token, mode, revision: value.revision });
    setBusy(false);
    if (result.ok) return onTaken(changing);
    setFailure(result.error);
    refetch();
  };
  const rows = value === undefined ? [] : listChangedRows(value.rows);
  return (
    <Stack>
      <Radio.Group
        label={text('mode')}
        value={mode}
        onChange={(next) => setMode(MODES.find((one): one is Mode => one === next) ?? 'merge')}
      >
        <Choices>
          {MODES.map((one) => (
            <Radio key={one} value={one} label={modes(one)} description={text(`modeHint.${one}`)} />
          ))}
        </Choices>
      </Radio.Group>
      {error !== null ? (
        <ErrorState failure={error} onRetry={refetch} />
      ) : value === undefined ? (
        loading ? (
          <SkeletonRows rows={4} />
        ) : null
      ) : (
        <>
          <p role="status">{text('counts', value.counts)}</p>
          {rows.length === 0 ? null : (
            <div className={classes.preview}>
              <SmallTable dense aria-label={text('preview')}>
                <tbody>
                  {rows.slice(0, SHOWN_ROWS).map(({ section, id, name, change }) => (
                    <tr key={`${section} ${id}`} data-change={change}>
                      <td>{changes(change)}</td>
                      <td>{sections(section)}</td>
                      <th scope="row">{name}</th>
                    </tr>
                  ))}
                </tbody>
              </SmallTable>
              {changing > SHOWN_ROWS ? (
                <Muted component="p" size="xs">
                  {text('more', { count: changing - SHOWN_ROWS })}
                </Muted>
              ) : null}
            </div>
          )}
        </>
      )}
      {failure === null ? null : <ErrorState failure={failure} />}
      <Actions>
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button data-autofocus disabled={changing === 0 || stale || error !== null} loading={busy} onClick={() => void take()}>
          {text('take', { count: changing })}
        </Button>
      </Actions>
    </Stack>
  );
};
