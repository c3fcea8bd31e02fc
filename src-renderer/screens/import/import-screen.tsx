import { useEffect, useRef, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ListSource } from '#shared/contract/companies/companies.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { dismissJob, runJob, useCall, useClient, useCompanyId, useShownCompany } from '../../client/index.ts';
import { navigate, useParams, useScreenAddressSync } from '../../navigation/index.ts';
import { clearOfferedFiles, getOfferedFile } from '../../parts/given-files/given-files.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import type { Corrections } from '../../parts/list-reading/list-reading.ts';
import {
  countImportedRows,
  countUnknownWords,
  getImportObstacle,
  getNextListKind,
  isSeparatorUndecided,
  NO_CORRECTIONS,
  toReadingInput,
} from '../../parts/list-reading/list-reading.ts';
import { Button, Checkbox, ErrorState, Notice, Screen, SkeletonRows, Stack, useFormat, useText } from '../../ui/index.ts';
import { BadRows } from './bad-rows.tsx';
import { isConfirmed, NO_LIST_CONFIRMATIONS, toConfirmedChange } from './changes-model.ts';
import { ChooseFileButton } from './choose-file.tsx';
import { ColumnsTable } from './columns-table.tsx';
import { DirectoryInUse } from './directory-in-use.tsx';
import { DirectorySource } from './directory-source.tsx';
import { FormerLists, UndoImportNotice } from './former-lists.tsx';
import { HeaderChoice } from './header-choice.tsx';
import { KindTabs } from './kind-tabs.tsx';
import { ListChangesView } from './list-changes.tsx';
import { OtherList } from './other-list.tsx';
import { ReadingControls } from './reading-controls.tsx';
import { SampleTable } from './sample-table.tsx';
import { SeparatorsTable } from './separators-table.tsx';
import { useListComparison } from './use-comparison.ts';
import { WordsTable } from './words-table.tsx';

interface Finished {
  readonly kind: ListKind;
  readonly rows: number;
  readonly takenAt: string;
}

/** Import from a file: choose, check, correct, import. Nothing changes before the last step. */
export const ImportScreen = () => {
  const text = useText('import');
  const format = useFormat();
  const client = useClient();
  const params = useParams('import');
  const sources = useShownCompany()?.sources ?? NO_SOURCES;
  const present = sources.map((source) => source.side);
  const [kind, setKind] = useState<ListKind>(() => params.kind ?? getNextListKind(present) ?? 'neo-users');
  useScreenAddressSync('import', { kind });
  const companyId = useCompanyId();
  const [file, setFile] = useState<FileToken | null>(() => getOfferedFile(companyId, kind));
  const [corrections, setCorrections] = useState<Corrections>(NO_CORRECTIONS);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [running, setRunning] = useState(false);
  const [finished, setFinished] = useState<Finished | null>(null);
  const reading = toReadingInput(corrections);
  const preview = useCall('imports.preview', file === null ? null : { token: file.token, kind, reading });

  const understood = preview.stale && preview.error === null ? undefined : preview.error === null ? preview.value : undefined;
  const stop = understood === undefined ? null : getImportObstacle(understood, corrections);
  const compared =
    file === null || kind === 'orders' || understood === undefined || stop !== null ? null : { token: file.token, kind, reading };
  const compareKey = compared === null ? null : JSON.stringify(compared);
  const comparison = useListComparison(compareKey, () => client.call('imports.compare', compared as NonNullable<typeof compared>));
  const { changes } = comparison;
  const [ticks, setTicks] = useState({ key: compareKey, ticked: NO_LIST_CONFIRMATIONS });
  const ticked = ticks.key === compareKey ? ticks.ticked : NO_LIST_CONFIRMATIONS;

  // Orders are not compared, so completeness is confirmed only after a refusal.
  const [wholeOrders, setWholeOrders] = useState<string | null>(null);
  const isWhole = file !== null && wholeOrders === file.token;

  const mounted = useRef(true);
  /** The current file, for jobs that end after another one was chosen. */
  const shownToken = useRef<string | null>(null);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  useEffect(() => {
    shownToken.current = file?.token ?? null;
  }, [file]);
  const begin = (wanted: ListKind): void => {
    setKind(wanted);
    setFile(getOfferedFile(companyId, wanted));
    setCorrections(NO_CORRECTIONS);
    setFailure(null);
    setFinished(null);
  };
  const otherFile = (): void => {
    clearOfferedFiles(kind);
    begin(kind);
  };
  useEffect(() => {
    if (params.kind === undefined) return;
    setKind(params.kind);
    setFile(null);
    setCorrections(NO_CORRECTIONS);
    setFailure(null);
    setFinished(null);
  }, [params]);

  const takeFile = (token: FileToken | null, failed: Failure | null): void => {
    setFailure(failed);
    if (token === null) return;
    setFile(token);
    setCorrections(NO_CORRECTIONS);
    setFinished(null);
  };
  /** The same file, read as the detected list. */
  const readAs = (wanted: ListKind): void => {
    setKind(wanted);
    setCorrections(NO_CORRECTIONS);
    setFailure(null);
  };
  const commit = async (): Promise<void> => {
    if (file === null) return;
    const { token } = file;
    setRunning(true);
    setFailure(null);
    const confirmed = kind === 'orders' && isWhole ? { gone: 0, cut: true } : toConfirmedChange(changes, ticked);
    const result = await runJob(client, client.call('imports.commit', { token, kind, reading, ...(confirmed && { confirmed }) }));
    setRunning(false);
    // The user may have chosen another file.
    const isHere = shownToken.current === token;
    if (!result.ok) return isHere ? setFailure(result.error) : undefined;
    const job = result.value;
    // Shown here, so not in the job tray as well; after leaving the screen it is shown there.
    if (mounted.current && isHere) dismissJob(job.id);
    if (job.state === 'failed') return isHere ? setFailure(job.error) : undefined;
    if (job.state !== 'done') return;
    clearOfferedFiles(kind);
    if (!isHere) return;
    setFinished({ kind, rows: Number(job.result?.rows ?? 0), takenAt: String(job.result?.takenAt ?? '') });
    setFile(null);
  };

  const shown = preview.value?.kind === kind ? preview.value : undefined;
  const reason =
    preview.error !== null
      ? text('why.error')
      : understood === undefined
        ? text('why.reading')
        : stop !== null
          ? text(`why.${stop}`)
          : comparison.running
            ? text('why.comparing')
            : changes !== null && !isConfirmed(changes, ticked)
              ? text('why.confirm')
              : null;
  // Questions precede information. The comparison may add some, so a question keeps its position while it is answered.
  const wordsFirst = shown !== undefined && (countUnknownWords(shown).words > 0 || Object.keys(corrections.words).length > 0);
  const words =
    shown === undefined || shown.looksLike !== null ? null : (
      <WordsTable preview={shown} corrections={corrections} onChange={setCorrections} />
    );
  const separatorsFirst =
    shown !== undefined && (shown.separators.some(isSeparatorUndecided) || Object.keys(corrections.separators).length > 0);
  const separators =
    shown === undefined || shown.looksLike !== null ? null : (
      <SeparatorsTable preview={shown} corrections={corrections} onChange={setCorrections} />
    );
  // A file that is invalid itself offers no choices; a wrong header can be chosen again.
  const canChooseHeader =
    preview.error === null ? shown !== undefined : preview.error.code === 'file-no-header' || corrections.headerRow !== null;
  const shownFailure = failure ?? preview.error;

  return (
    <Screen
      title={text('title')}
      actions={
        file === null ? undefined : (
          <>
            <span className={classes.reason}>{reason}</span>
            <Button disabled={reason !== null} loading={running} onClick={() => void commit()}>
              {understood === undefined ? text('commit') : text('commitRows', { rows: countImportedRows(understood) })}
            </Button>
          </>
        )
      }
    >
      <KindTabs kind={kind} onChange={begin} />
      {finished === null ? null : (
        <>
          <Done finished={finished} present={present} onNext={begin} />
          <UndoImportNotice key={finished.takenAt} kind={finished.kind} takenAt={finished.takenAt} />
        </>
      )}
      {file === null ? (
        <ChooseFileButton kind={kind} quiet={finished !== null} onFile={takeFile} />
      ) : (
        <div className={classes.fileLine}>
          <b>{file.name}</b>
          <span className={classes.muted}>{format.bytes(file.bytes)}</span>
          <Button size="xs" variant="default" onClick={otherFile}>
            {text('otherFile')}
          </Button>
        </div>
      )}
      {shownFailure === null ? null : (
        <Stack className={classes.block}>
          <ErrorState failure={shownFailure} />
          {file !== null && kind === 'orders' && shownFailure.code === 'list-cut' ? (
            <Checkbox
              label={text('changes.confirmCut')}
              checked={isWhole}
              onChange={(event) => setWholeOrders(event.currentTarget.checked ? file.token : null)}
            />
          ) : null}
        </Stack>
      )}
      {file === null ? null : (
        <>
          <ReadingControls preview={shown} failed={preview.error !== null} corrections={corrections} onChange={setCorrections} />
          {canChooseHeader ? (
            <HeaderChoice
              token={file.token}
              kind={kind}
              headerRow={preview.error === null ? (shown?.headerRow ?? null) : corrections.headerRow}
              corrections={corrections}
              onChange={setCorrections}
            />
          ) : null}
          {preview.loading ? <SkeletonRows rows={8} /> : null}
          {shown === undefined || preview.error !== null ? null : (
            <div className={classes.preview} data-stale={preview.stale || undefined}>
              <OtherList preview={shown} onReadAs={readAs} />
              {shown.otherSheets === 0 ? null : (
                <div className={classes.otherSheets}>
                  <Notice state="risk">{text('otherSheets', { count: shown.otherSheets })}</Notice>
                </div>
              )}
              <BadRows token={file.token} preview={shown} corrections={corrections} onChange={setCorrections} />
              {wordsFirst ? words : null}
              {separatorsFirst ? separators : null}
              {compareKey === null ? null : (
                <section className={classes.block} aria-labelledby="list-changes" aria-busy={comparison.running}>
                  <h2 id="list-changes">{text('changes.title')}</h2>
                  {comparison.running ? <p className={classes.muted}>{text('changes.comparing')}</p> : null}
                  {comparison.failure === null || failure !== null ? null : <ErrorState failure={comparison.failure} />}
                  {changes === null ? null : (
                    <ListChangesView changes={changes} ticked={ticked} onTick={(next) => setTicks({ key: compareKey, ticked: next })} />
                  )}
                </section>
              )}
              <ColumnsTable preview={shown} corrections={corrections} onChange={setCorrections} />
              {separatorsFirst ? null : separators}
              {wordsFirst ? null : words}
              <SampleTable preview={shown} />
            </div>
          )}
        </>
      )}
      {file === null && kind === 'directory-people' ? (
        <>
          <DirectorySource onRead={(rows, takenAt) => setFinished({ kind: 'directory-people', rows, takenAt })} />
          <DirectoryInUse />
        </>
      ) : null}
      {file === null ? <FormerLists /> : null}
    </Screen>
  );
};

const NO_SOURCES: readonly never[] = [];

interface DoneProps {
  readonly finished: Finished;
  readonly present: readonly ListSource['side'][];
  readonly onNext: (kind: ListKind) => void;
}

const Done = ({ finished, present, onNext }: DoneProps) => {
  const text = useText('import');
  const next = getNextListKind(present);
  return (
    <div className={classes.done} role="status">
      <Notice state="ready">{text(`done.${finished.kind}`, { rows: finished.rows })}</Notice>
      {finished.kind === 'orders' ? (
        <Button onClick={() => navigate('orders')}>{text('seeOrders')}</Button>
      ) : next === null ? (
        <Button onClick={() => navigate('readiness')}>{text('seeReadiness')}</Button>
      ) : (
        <Button onClick={() => onNext(next)}>{text(`next.${next}`)}</Button>
      )}
    </div>
  );
};
