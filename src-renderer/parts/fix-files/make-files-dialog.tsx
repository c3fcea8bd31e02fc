import { useState } from 'react';
import { useCall, useJob } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Actions, Button, Dialog, EmptyState, ErrorState, Muted, SkeletonRows, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import classes from '../fixes/fixes.module.css';
import { AmazonContents, useAmazonPart } from './amazon-part.tsx';
import { type FilePart, hasJob, isWanted, type LoadedFixSources } from './file-part.ts';
import { FileSection } from './file-section.tsx';
import { closeMakeFiles, useMakeFiles } from './make-files-state.ts';
import { NeoContents, useNeoPart } from './neo-part.tsx';
import { FRESH, useWizard } from './wizard.ts';

/** Makes the files of both sides from the lists that the console has, and says what to do with them. */
export const MakeFilesDialog = () => {
  const text = useText('fixesScreen');
  const { isOpen } = useMakeFiles();
  const [neo, changeNeo] = useWizard('neo');
  const [amazon, changeAmazon] = useWizard('amazon');
  const neoState = useJob(neo.jobId)?.state;
  const amazonState = useJob(amazon.jobId)?.state;
  const close = (): void => {
    // A finished export is not shown again; a running one is.
    if (neoState !== undefined && neoState !== 'running') changeNeo(FRESH);
    if (amazonState !== undefined && amazonState !== 'running') changeAmazon(FRESH);
    closeMakeFiles();
  };
  return (
    <Dialog opened={isOpen} onClose={close} size={960} title={text('make.title')}>
      {isOpen ? <MakeFiles onClose={close} /> : null}
    </Dialog>
  );
};

const MakeFiles = ({ onClose }: { readonly onClose: () => void }) => {
  const { value, error, refetch } = useCall('fixes.loadedFile', {});
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  // Without the answer it is unknown whether a file has to be chosen.
  return value === undefined ? <SkeletonRows rows={6} /> : <Files loaded={value} onClose={onClose} />;
};

const Files = ({ loaded, onClose }: { readonly loaded: LoadedFixSources; readonly onClose: () => void }) => {
  const text = useText('fixesScreen');
  const neo = useNeoPart(loaded);
  const amazon = useAmazonPart(loaded);
  if (neo.counts === undefined || amazon.counts === undefined) return <SkeletonRows rows={6} />;
  const isEmpty = [neo, amazon].every((part) => !hasJob(part) && (part.counts?.adopted ?? 0) + (part.counts?.written ?? 0) === 0);
  if (isEmpty) return <EmptyState title={text('empty.title')}>{text('nothing.text')}</EmptyState>;
  return (
    <div className={classes.dialog}>
      <FileSection part={neo} missing={loaded.missing === null ? null : text(`choose.missing.${loaded.missing}`)}>
        <NeoContents part={neo} />
      </FileSection>
      <FileSection part={amazon} missing={text('choose.missing.template')}>
        <AmazonContents part={amazon} />
      </FileSection>
      <Foot parts={[neo, amazon]} onClose={onClose} />
    </div>
  );
};

/** Writes the files of all sides that are ready, in one act. */
const Foot = ({ parts, onClose }: { readonly parts: readonly FilePart[]; readonly onClose: () => void }) => {
  const text = useText('fixesScreen');
  const ui = useText('ui');
  const refused = useRefusalProps();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const wanted = parts.filter((part) => isWanted(part) && !hasJob(part));
  const ready = wanted.filter(({ write, reason, read }) => write !== null && reason === null && read !== null);
  const started = parts.some(hasJob);
  const write = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    for (const part of ready) {
      const result = await part.write?.();
      if (result?.ok) part.change({ jobId: result.value.jobId, written: part.read });
      else if (result !== undefined) setFailure(result.error);
    }
    setBusy(false);
  };
  const [first, second] = ready;
  const peopleOf = (side: FilePart['side']): number => ready.find((part) => part.side === side)?.people ?? 0;
  const showList = (): void => {
    onClose();
    navigate('fixes', { tab: 'list' });
  };
  return (
    <>
      {failure === null ? null : <ErrorState failure={failure} />}
      <Actions>
        {wanted.map(({ side, reason, write: canWrite }) =>
          canWrite !== null && reason === null ? null : (
            <Muted key={side}>{text('make.not', { side: text(`side.${side}`), why: reason ?? text('make.noSource') })}</Muted>
          ),
        )}
        <Button variant="default" onClick={started ? showList : onClose}>
          {started ? text('outcome.list') : text('cancel')}
        </Button>
        {wanted.length === 0 && started ? (
          <Button onClick={onClose}>{ui('close')}</Button>
        ) : (
          <Button disabled={first === undefined} loading={isBusy} onClick={() => void write()} {...refused}>
            {first === undefined
              ? text('write.do')
              : second === undefined
                ? text(`make.${first.side}`, { count: peopleOf(first.side) })
                : text('make.both', { neo: peopleOf('neo'), amazon: peopleOf('amazon') })}
          </Button>
        )}
      </Actions>
    </>
  );
};
