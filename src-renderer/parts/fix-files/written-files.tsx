import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, StateMark, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import classes from '../fixes/fixes.module.css';
import type { FixFileExport } from '../fixes/view-model.ts';

/** Files already saved automatically, so that it happens once. */
const SAVED_AT_ONCE = new Set<string>();

/** Saves that are in progress, so that the dialogs of two exports follow one another. */
let saving: Promise<unknown> = Promise.resolve();

/** The files of one export and its record. New ones (`first`) are saved at once. */
export const WrittenFiles = ({ writing, first }: { writing: FixFileExport; first: boolean }) => {
  const text = useText('fixesScreen');
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set());
  const save = async ({ token, name }: FileToken): Promise<boolean> => {
    const result = await client.saveFile({ token, name });
    setFailure(result.ok ? null : result.error);
    if (result.ok && result.value.saved) setSaved((before) => new Set([...before, token]));
    return result.ok && result.value.saved;
  };
  const { files, report } = writing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a writing, whatever else is drawn anew.
  useEffect(() => {
    if (!first) return;
    const news = files.flatMap(({ file }) => (file === null || SAVED_AT_ONCE.has(file.token) ? [] : [file]));
    for (const { token } of news) SAVED_AT_ONCE.add(token);
    // One dialog after the other; cancelling one skips the rest.
    saving = saving.then(() => news.reduce(async (before, file) => (await before) && save(file), Promise.resolve(true)));
  }, [first, writing.id]);
  const next = files.find(({ file }) => file !== null && !saved.has(file.token))?.file?.token;
  return (
    <>
      <ul className={classes.files}>
        {files.map(({ name, rows, file }) => (
          <li key={name}>
            <span className={classes.fileName}>{name}</span>
            <span className={classes.muted}>{text('files.people', { count: rows })}</span>
            {file === null ? (
              <span className={classes.muted}>{text('files.gone')}</span>
            ) : (
              <>
                {saved.has(file.token) ? <StateMark state="ready" label={text('files.saved')} /> : null}
                <Button
                  size="xs"
                  variant={first && file.token === next ? 'filled' : 'default'}
                  leftSection={<IconDownload size={16} aria-hidden />}
                  aria-label={text(saved.has(file.token) ? 'files.saveAgainOf' : 'files.saveOf', { name })}
                  onClick={() => void save(file)}
                >
                  {text(saved.has(file.token) ? 'files.saveAgain' : 'files.save')}
                </Button>
              </>
            )}
          </li>
        ))}
        {report === null ? null : (
          <li>
            <span className={classes.fileName}>{report.name}</span>
            <span className={classes.muted}>{text('files.report')}</span>
            {saved.has(report.token) ? <StateMark state="ready" label={text('files.saved')} /> : null}
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              aria-label={text(saved.has(report.token) ? 'files.saveAgainOf' : 'files.saveOf', { name: report.name })}
              onClick={() => void save(report)}
            >
              {text(saved.has(report.token) ? 'files.saveAgain' : 'files.save')}
            </Button>
          </li>
        )}
      </ul>
      {failure === null ? null : <ErrorState failure={failure} />}
    </>
  );
};
