import { type ReactNode, useId } from 'react';
import { ErrorState, Muted, Switch, useText } from '#renderer/ui/index.ts';
import classes from '../fixes/fixes.module.css';
import { type FilePart, hasJob, isWanted } from './file-part.ts';
import { Outcome } from './outcome.tsx';
import { OwnFile } from './own-file.tsx';
import { FRESH } from './wizard.ts';

interface FileSectionProps {
  readonly part: FilePart;
  /** Why the console does not have the source. */
  readonly missing: string | null;
  /** What the file will contain. */
  readonly children: ReactNode;
}

/** The file of one side: its source and contents, or the result. Nothing if the side has no fixes. */
export const FileSection = ({ part, missing, children }: FileSectionProps) => {
  const text = useText('fixesScreen');
  const id = useId();
  const { side, wizard, change, counts, importedAt, failure, onRetry } = part;
  const { file, again, jobId } = wizard;
  const { adopted = 0, written = 0 } = counts ?? {};
  if (!hasJob(part) && adopted + written === 0) return null;
  return (
    <section aria-labelledby={id} className={classes.filePart}>
      <div className={classes.fileHead}>
        <h2 id={id}>{text(`make.part.${side}`)}</h2>
        {jobId === null ? <Muted>{text('make.count', { count: adopted + (again ? written : 0) })}</Muted> : null}
      </div>
      {jobId !== null ? (
        <Outcome side={side} jobId={jobId} written={wizard.written} onBack={() => change({ jobId: null, written: null })} />
      ) : (
        <>
          {written > 0 ? (
            <Switch
              className={classes.again}
              label={text('again', { count: written })}
              checked={again}
              onChange={(event) => change({ again: event.currentTarget.checked })}
            />
          ) : null}
          {isWanted(part) ? (
            <>
              <OwnFile
                side={side}
                file={file}
                importedAt={importedAt}
                missing={wizard.isOther ? null : missing}
                onFile={(chosen) => change({ ...FRESH, again, file: chosen })}
                onAway={() => change({ ...FRESH, again, isOther: true })}
              />
              {failure === null ? null : <ErrorState failure={failure} onRetry={onRetry} />}
              {file === null ? null : children}
            </>
          ) : null}
        </>
      )}
    </section>
  );
};
