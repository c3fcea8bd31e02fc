import { IconDownload } from '@tabler/icons-react';
import { Button, ErrorState, StateMark, useText } from '#renderer/ui/index.ts';
import classes from '../fixes/fixes.module.css';
import type { FixFileExport } from '../fixes/view-model.ts';
import { useFileSaving } from './use-file-saving.ts';

/** The files of one export and its record. New ones (`first`) are saved as soon as they are available. */
export const WrittenFiles = ({ writing, first }: { writing: FixFileExport; first: boolean }) => {
  const text = useText('fixesScreen');
  const { files, report } = writing;
  const { saved, failure, save } = useFileSaving(
    files.flatMap(({ file }) => file ?? []),
    first,
  );
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
