import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, StateMark, useText } from '#renderer/ui/index.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { Failure } from '#shared/contract/result.ts';
import classes from './fixes.module.css';
import type { Writing } from './view-model.ts';

/** The files of one writing, each to be saved, and the record of what is in them. */
export const WrittenFiles = ({ writing, first }: { writing: Writing; first: boolean }) => {
  const text = useText('fixesScreen');
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set());
  const save = async ({ token, name }: FileToken): Promise<void> => {
    const result = await client.saveFile({ token, name });
    setFailure(result.ok ? null : result.error);
    if (result.ok && result.value.saved) setSaved((before) => new Set([...before, token]));
  };
  const { files, report } = writing;
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
                  aria-label={text('files.saveOf', { name })}
                  onClick={() => void save(file)}
                >
                  {text('files.save')}
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
              aria-label={text('files.saveOf', { name: report.name })}
              onClick={() => void save(report)}
            >
              {text('files.save')}
            </Button>
          </li>
        )}
      </ul>
      {failure === null ? null : <ErrorState failure={failure} />}
    </>
  );
};
