import { IconArrowRight, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { runJob, useCall, useClient, useCompanyId, useJobs, useShownCompany, useStoreAnswer } from '#renderer/client/index.ts';
import { navigate, useParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import {
  Button,
  ErrorState,
  Muted,
  Screen,
  SkeletonRows,
  Stack,
  useKeys,
  useMediaQuery,
  useText,
  VisuallyHidden,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { leaveGuide, returnToGuide, showGuideStep, useGuidePosition } from '../../parts/setup/guide-position.ts';
import { AdminPaper } from './admin-paper.tsx';
import { FinishedNotice } from './finished.tsx';
import { Outline } from './outline.tsx';
import { Overview } from './overview.tsx';
import classes from './setup.module.css';
import { StepPanel } from './step-panel.tsx';
import { findNextStep, findStep, getStepScreen, isDone } from './view-model.ts';

type Mark = CallInput<'setup.mark'>;
type SetupCommand = 'setup.mark' | 'setup.unmark' | 'setup.assign' | 'setup.note' | 'setup.branch';

/** 初期設定ガイド: the manual's steps with progress, waiting times, and the needs of the first order. */
export const SetupScreen = () => {
  const text = useText('setupScreen');
  const { value, error, loading, refetch } = useCall('setup.guide', {});
  return (
    <>
      {value === undefined ? (
        <Screen title={text('title')}>
          {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
          {loading ? <SkeletonRows rows={12} /> : null}
        </Screen>
      ) : (
        <Working guide={value} failed={error} refetch={refetch} />
      )}
    </>
  );
};

const Working = ({ guide, failed, refetch }: { guide: SetupGuide; failed: Failure | null; refetch: () => void }) => {
  const text = useText('setupScreen');
  const names = useText('setupGuide.step');
  const client = useClient();
  const keepAnswer = useStoreAnswer();
  const companyId = useCompanyId();
  const params = useParams('setup');
  const server = useCall('server.state', {}).value;
  const shown = useShownCompany()?.company;
  const isDemo = shown?.kind === 'demo';
  const company = shown?.name ?? '';
  const reading = useJobs(({ jobs }) => jobs.some((job) => job.kind === 'read-server' && job.state === 'running'));
  const readable =
    isDemo || (server !== undefined && server.address !== null && server.accessKey !== 'not-set' && server.kind !== 'stock-neo');
  const remembered = useGuidePosition(({ steps }) => steps[companyId]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState('');
  const [isPaper, setIsPaper] = useState(false);
  const stacked = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const heading = useRef<HTMLHeadingElement>(null);
  const columns = useRef<HTMLDivElement>(null);
  const middle = useRef<HTMLDivElement>(null);
  const nextButton = useRef<HTMLButtonElement>(null);
  /** Number of commands sent, and the newest response with its command number. */
  const begun = useRef(0);
  const newest = useRef<{ readonly of: number; readonly guide: SetupGuide } | null>(null);

  const selected = remembered ?? params.step ?? guide.next ?? (guide.steps[0] as SetupGuide['steps'][number]).id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a visit; what is looked at stays until somebody goes on.
  useEffect(() => {
    returnToGuide();
    showGuideStep(companyId, params.step ?? selected);
  }, [params, companyId]);
  useScreenAddressSync('setup', { step: selected });
  const step = findStep(guide, selected) ?? (guide.steps[0] as SetupGuide['steps'][number]);
  const next = findNextStep(guide, step.id);
  const select = (id: SetupStepId): void => {
    setFailure(null);
    showGuideStep(companyId, id);
  };
  const go = (id: SetupStepId): void => {
    select(id);
    requestAnimationFrame(() => {
      heading.current?.focus({ preventScroll: true });
      columns.current?.scrollTo({ top: 0 });
      middle.current?.scrollTo({ top: 0 });
    });
  };

  /** Returns the guide after a command; `null` if refused. */
  const run = async <N extends SetupCommand>(name: N, input: CallInput<N>): Promise<SetupGuide | null> => {
    begun.current += 1;
    const mine = begun.current;
    setBusy(true);
    setFailure(null);
    const result = await client.call(name, input);
    if (mine === begun.current) setBusy(false);
    if (!result.ok) {
      setFailure(result.error);
      return null;
    }
    // Of two concurrent commands the later result includes both, even if the earlier one is answered last.
    if (newest.current !== null && newest.current.of > mine) return newest.current.guide;
    const guide = result.value as SetupGuide;
    newest.current = { of: mine, guide };
    await keepAnswer('setup.guide', {}, guide);
    return guide;
  };
  const mark = async (wanted: Mark): Promise<void> => {
    if ((await run('setup.mark', wanted)) === null || wanted.kind !== 'done') return;
    setSaid(text('word.saved', { step: names(`${wanted.step}.name`) }));
    // Focus moves to the next step's button.
    requestAnimationFrame(() => nextButton.current?.focus());
  };

  const readBack = async (): Promise<void> => {
    setFailure(null);
    const result = await runJob(client, client.call('plan.readServer', {}));
    if (!result.ok) setFailure(result.error);
    else if (result.value.error !== null) setFailure(result.value.error);
  };

  useKeys([['N', () => next !== null && go(next)]]);
  return (
    <Screen
      title={text(isPaper ? 'paper.title' : 'title')}
      layout="fill"
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => {
              flushSync(() => setIsPaper(true));
              window.addEventListener('afterprint', () => setIsPaper(false), { once: true });
              window.print();
            }}
          >
            {text('paper.action')}
          </Button>
          <Muted className={classes.progress}>{text('progress', { done: guide.done, total: guide.total })}</Muted>
          <Button
            ref={nextButton}
            rightSection={<IconArrowRight size={16} aria-hidden />}
            disabled={next === null}
            aria-keyshortcuts="n"
            onClick={() => next !== null && go(next)}
          >
            {text('next')}
          </Button>
        </>
      }
    >
      <div role="status">
        <VisuallyHidden>{said}</VisuallyHidden>
      </div>
      {isPaper ? <AdminPaper guide={guide} company={company} /> : null}
      <div ref={columns} className={classes.columns} data-off-paper={isPaper || undefined}>
        <Outline guide={guide} selected={step.id} onSelect={select} onOpen={stacked ? go : select} />
        <Stack ref={middle} className={classes.middle}>
          {failed === null ? null : <ErrorState failure={failed} onRetry={refetch} />}
          {failure === null ? null : <ErrorState failure={failure} />}
          <FinishedNotice guide={guide} />
          <StepPanel
            guide={guide}
            step={step}
            busy={busy}
            heading={heading}
            onMark={(wanted) => void mark(wanted)}
            onUnmark={() => void run('setup.unmark', { step: step.id })}
            onAssign={async (person) => (await run('setup.assign', { step: step.id, person })) !== null}
            onNote={async (note) => (await run('setup.note', { step: step.id, text: note })) !== null}
            onChoose={async (answer) => (await run('setup.branch', answer))?.branches ?? null}
            onSelect={go}
            onPlace={(place) => {
              showGuideStep(companyId, step.id);
              const [screen, target] = getStepScreen(step.id, place);
              if (!isDone(step) || place !== 'matching') leaveGuide(companyId, step.id);
              navigate(screen, target);
            }}
            reading={reading}
            onReadBack={readable ? () => void readBack() : null}
            onLink={(url) => {
              setFailure(null);
              void client.call('console.openLink', { url }).then((result) => {
                if (!result.ok) setFailure(result.error);
              });
            }}
          />
        </Stack>
        <Overview guide={guide} onSelect={go} />
      </div>
    </Screen>
  );
};
