import { useState } from 'react';
import { navigate } from '#renderer/app/navigation.ts';
import { useCall, useClient } from '#renderer/client/index.ts';
import { Button, EmptyState, ErrorState, SkeletonRows, Switch, useFormat, useLanguage, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Failure } from '#shared/contract/result.ts';
import { useFreshCall } from '../../parts/decisions/use-fresh-call.ts';
import imports from '../import/import.module.css';
import { readingOf } from '../import/view-model.ts';
import { AddressPair } from './address-pair.tsx';
import { FieldColumns } from './field-columns.tsx';
import { FileReading } from './file-reading.tsx';
import classes from './fixes.module.css';
import { FixesFrame } from './frame.tsx';
import { LeftOut } from './left-out.tsx';
import { Outcome } from './outcome.tsx';
import { OwnFile } from './own-file.tsx';
import { Steps } from './steps.tsx';
import { countsInput } from './view-model.ts';
import { FRESH, useWizard } from './wizard.ts';

type Preview = CallOutput<'fixes.previewNeoFile'>;

/** NEO の修正ファイル: from one's own full export to a file that changes nothing but the addresses. */
export const NeoFile = () => {
  const text = useText('fixesScreen');
  const client = useClient();
  const language = useLanguage();
  const [wizard, change] = useWizard('neo');
  const counts = useFreshCall('fixes.list', countsInput(['neo']));
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { file, corrections, again, jobId } = wizard;
  const reading = readingOf(corrections);
  const preview = useCall('fixes.previewNeoFile', file === null || jobId !== null ? null : { token: file.token, reading, again });
  const understood = preview.stale || preview.error !== null ? undefined : preview.value;
  const lacksPassword = understood?.missing.includes('password') ?? false;
  const reason =
    preview.error !== null
      ? text('why.error')
      : understood === undefined
        ? text('why.reading')
        : understood.missing.length > 0
          ? text('why.missing')
          : understood.changes === 0
            ? text('why.nobody')
            : null;
  const write = async (): Promise<void> => {
    if (file === null || understood === undefined) return;
    setStarting(true);
    const started = await client.call('fixes.writeNeoFile', { token: file.token, reading, again, language });
    setStarting(false);
    setFailure(started.ok ? null : started.error);
    if (started.ok) change({ jobId: started.value.jobId, written: { encoding: understood.encoding, delimiter: understood.delimiter } });
  };
  const missed: Failure | null = lacksPassword && file !== null ? { code: 'fix-no-password-column', params: { file: file.name } } : null;
  const shownFailure = failure ?? preview.error ?? missed;
  const adopted = counts.value?.counts.adopted ?? 0;
  const waiting = adopted + (counts.value?.counts.written ?? 0);
  const actions =
    jobId !== null ? (
      <Button variant="default" onClick={() => change(FRESH)}>
        {text('startOver')}
      </Button>
    ) : file === null ? undefined : (
      <>
        <span className={imports.reason}>{reason}</span>
        <Button disabled={reason !== null} loading={starting} onClick={() => void write()}>
          {understood === undefined || reason !== null ? text('write.do') : text('write.people', { count: understood.changes })}
        </Button>
      </>
    );
  return (
    <FixesFrame tab="neo" actions={actions}>
      <Steps side="neo" at={jobId !== null ? 'hand-over' : file === null ? 'choose' : 'check'} />
      {jobId !== null ? (
        <Outcome side="neo" jobId={jobId} written={wizard.written} onBack={() => change({ jobId: null, written: null })} />
      ) : counts.value === undefined ? (
        counts.error === null ? null : (
          <ErrorState failure={counts.error} onRetry={counts.refetch} />
        )
      ) : waiting === 0 ? (
        <EmptyState title={text('nothing.neo')} action={<Button onClick={() => navigate('matching')}>{text('empty.action')}</Button>}>
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
            side="neo"
            file={file}
            onFile={(chosen) => change({ ...FRESH, again, file: chosen })}
            onAway={() => change({ ...FRESH, again })}
          />
          {shownFailure === null ? null : (
            <div className={classes.block}>
              <ErrorState failure={shownFailure} onRetry={preview.error === null ? undefined : preview.refetch} />
            </div>
          )}
          {file === null ? null : (
            <>
              <FileReading
                encoding={preview.value?.encoding ?? null}
                delimiter={preview.value?.delimiter ?? null}
                corrections={corrections}
                onChange={(next) => change({ corrections: next })}
              />
              {preview.loading ? <SkeletonRows rows={8} /> : null}
              {preview.value === undefined || preview.error !== null ? null : (
                <div className={imports.preview} data-stale={preview.stale || undefined}>
                  <FieldColumns
                    columns={preview.value.columns}
                    fields={preview.value.fields}
                    corrections={corrections}
                    onChange={(next) => change({ corrections: next })}
                    written={(field) => text(`columns.neo.${field}`)}
                  />
                  <Changes preview={preview.value} />
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

/** The first rows as they will be written: who, where in the export, from what to what. */
const Changes = ({ preview }: { preview: Preview }) => {
  const text = useText('fixesScreen');
  const format = useFormat();
  if (preview.sample.length === 0) return null;
  return (
    <section className={classes.block} aria-labelledby="fix-changes">
      <h2 id="fix-changes">{text('changes.title', { count: preview.changes, shown: preview.sample.length })}</h2>
      <div className={imports.tableBox}>
        <table className={imports.table}>
          <thead>
            <tr>
              <th scope="col">{text('changes.row')}</th>
              <th scope="col">{text('list.column.name')}</th>
              <th scope="col">{text('changes.from')}</th>
              <th scope="col">{text('changes.to')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.sample.map(({ name, row, from, to }) => (
              <tr key={row}>
                <td className={classes.rowNumber}>{format.count(row)}</td>
                <th scope="row">{name}</th>
                <AddressPair from={from} to={to} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
