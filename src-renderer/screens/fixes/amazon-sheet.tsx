import { useState } from 'react';
import { navigate } from '#renderer/app/navigation.ts';
import { useCall, useClient } from '#renderer/client/index.ts';
import { Button, EmptyState, ErrorState, Notice, SkeletonRows, Switch, useLanguage, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/result.ts';
import { useFreshCall } from '../../parts/decisions/use-fresh-call.ts';
import imports from '../import/import.module.css';
import { readingOf } from '../import/view-model.ts';
import { FieldColumns } from './field-columns.tsx';
import { FileReading } from './file-reading.tsx';
import classes from './fixes.module.css';
import { FixesFrame } from './frame.tsx';
import { LeftOut } from './left-out.tsx';
import { Outcome } from './outcome.tsx';
import { OwnFile } from './own-file.tsx';
import { SheetForm, type SheetValues } from './sheet-form.tsx';
import { Steps } from './steps.tsx';
import { countsInput, PEOPLE_A_SHEET, sheetSize } from './view-model.ts';
import { FRESH, useWizard } from './wizard.ts';

/** Amazon の招待シート: the administrator's own template, filled with whom to invite. */
export const AmazonSheet = () => {
  const text = useText('fixesScreen');
  const client = useClient();
  const language = useLanguage();
  const [wizard, change] = useWizard('amazon');
  const counts = useFreshCall('fixes.list', countsInput(['amazon']));
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { file, corrections, again, existing, jobId } = wizard;
  const reading = readingOf(corrections);
  const preview = useCall('fixes.previewTemplate', file === null || jobId !== null ? null : { token: file.token, reading, again });
  // A template whose address column was not found can still be filled by hand: read as if it were the first, it tells its columns.
  const noEmail = preview.error?.code === 'fix-template-no-email';
  const assumed = { ...reading, mapping: { ...reading.mapping, email: 0 } };
  const headers = useCall('fixes.previewTemplate', noEmail && file !== null ? { token: file.token, reading: assumed, again } : null);
  const understood = preview.stale || preview.error !== null ? undefined : preview.value;
  const size = understood === undefined ? null : sheetSize(understood, existing);
  const values: SheetValues | null = understood === undefined ? null : { ...understood.defaults, ...wizard.values };
  const asked = understood?.fields.filter(({ column }) => column !== null).map(({ id }) => id) ?? [];
  const blank = values !== null && (['group', 'role'] as const).some((field) => asked.includes(field) && values[field].trim() === '');
  const reason =
    preview.error !== null
      ? text('why.error')
      : understood === undefined
        ? text('why.reading')
        : understood.missing.length > 0
          ? text('why.missing')
          : size?.people === 0
            ? text('why.nobody')
            : blank
              ? text('why.blank')
              : null;
  const write = async (): Promise<void> => {
    if (file === null || understood === undefined || values === null) return;
    setStarting(true);
    const input = { token: file.token, reading, again, language, values, existing };
    const started = await client.call('fixes.writeAmazonSheet', input);
    setStarting(false);
    setFailure(started.ok ? null : started.error);
    if (started.ok) change({ jobId: started.value.jobId, written: { encoding: understood.encoding, delimiter: understood.delimiter } });
  };
  const shownFailure = failure ?? preview.error;
  const waiting = (counts.value?.counts.adopted ?? 0) + (counts.value?.counts.written ?? 0);
  const actions =
    jobId !== null ? (
      <Button variant="default" onClick={() => change(FRESH)}>
        {text('startOver')}
      </Button>
    ) : file === null ? undefined : (
      <>
        <span className={imports.reason}>{reason}</span>
        <Button disabled={reason !== null} loading={starting} onClick={() => void write()}>
          {size === null || reason !== null ? text('write.do') : text('write.people', { count: size.people })}
        </Button>
      </>
    );
  return (
    <FixesFrame tab="amazon" actions={actions}>
      <Steps side="amazon" at={jobId !== null ? 'hand-over' : file === null ? 'choose' : 'check'} />
      {jobId !== null ? (
        <Outcome side="amazon" jobId={jobId} written={wizard.written} onBack={() => change({ jobId: null, written: null })} />
      ) : counts.value === undefined ? (
        counts.error === null ? null : (
          <ErrorState failure={counts.error} onRetry={counts.refetch} />
        )
      ) : waiting === 0 ? (
        <EmptyState
          title={text('nothing.amazon')}
          action={<Button onClick={() => navigate('matching', { codes: ['amazon-user-missing'] })}>{text('nothing.invite')}</Button>}
        >
          {text('nothing.text')}
        </EmptyState>
      ) : (
        <>
          {counts.value.counts.written > 0 ? (
            <Switch
              className={classes.again}
              label={text('again', { count: counts.value.counts.written })}
              checked={again}
              onChange={(event) => change({ again: event.currentTarget.checked })}
            />
          ) : null}
          <OwnFile
            side="amazon"
            file={file}
            onFile={(chosen) => change({ ...FRESH, again, file: chosen })}
            onAway={() => change({ ...FRESH, again })}
          />
          {shownFailure === null ? null : (
            <div className={classes.block}>
              <ErrorState failure={shownFailure} onRetry={preview.error === null || noEmail ? undefined : preview.refetch} />
            </div>
          )}
          {file === null ? null : (
            <>
              {understood?.format === 'xlsx' ? (
                <p className={`${imports.muted} ${imports.block}`}>{text('reading.book')}</p>
              ) : preview.value === undefined && !noEmail ? null : preview.value?.format === 'xlsx' ? null : (
                <FileReading
                  encoding={(preview.value ?? headers.value)?.encoding ?? null}
                  delimiter={(preview.value ?? headers.value)?.delimiter ?? null}
                  corrections={corrections}
                  onChange={(next) => change({ corrections: next })}
                />
              )}
              {preview.loading ? <SkeletonRows rows={8} /> : null}
              {noEmail && headers.value !== undefined ? (
                <FieldColumns
                  columns={headers.value.columns}
                  fields={[{ id: 'email', required: true, column: corrections.mapping['email'] ?? null, mappedBy: 'none' }]}
                  corrections={corrections}
                  onChange={(next) => change({ corrections: next })}
                  written={() => text('columns.amazon.email')}
                />
              ) : null}
              {preview.value === undefined || preview.error !== null || values === null ? null : (
                <div className={imports.preview} data-stale={preview.stale || undefined}>
                  <SheetForm
                    preview={preview.value}
                    values={values}
                    existing={existing}
                    onValues={(part) => change({ values: { ...wizard.values, ...part } })}
                    onExisting={(next) => change({ existing: next })}
                  />
                  <FieldColumns
                    columns={preview.value.columns}
                    fields={preview.value.fields}
                    corrections={corrections}
                    onChange={(next) => change({ corrections: next })}
                    written={(field) =>
                      field === 'group' || field === 'role' || field === 'action' ? values[field] || '–' : text(`columns.amazon.${field}`)
                    }
                  />
                  {size !== null && size.files > 1 ? (
                    <div className={classes.block}>
                      <Notice>{text('parts', { people: size.people, files: size.files, most: PEOPLE_A_SHEET })}</Notice>
                    </div>
                  ) : null}
                  <LeftOut leftOut={preview.value.leftOut} />
                </div>
              )}
            </>
          )}
        </>
      )}
    </FixesFrame>
  );
};
