import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { cancelJob, dismissJob, exportFile, setFileSaveState, useClient, useCompanyId, useJob, useJobs } from '#renderer/client/index.ts';
import {
  Actions,
  Button,
  Choices,
  Dialog,
  ErrorState,
  Muted,
  Notice,
  Progress,
  Radio,
  Row,
  Select,
  Stack,
  useFormat,
  useLanguage,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { FindingFilter, FindingSort } from '#shared/contract/readiness/matching.ts';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { SavedViews } from '../views/saved-views.tsx';
import { UnwritableNotice } from '../written-file/unwritable-notice.tsx';
import { createReportInput, DEFAULT_REPORT_OPTIONS, parseWrittenReport, type ReportOptions } from './report.ts';
import classes from './report-dialog.module.css';

/** A running report is kept when the dialog closes; reopening shows the same job. */
const useReport = create<{
  /** Company of the report; another company starts a new one. */
  readonly companyId: string | null;
  readonly jobId: string | null;
  readonly options: ReportOptions;
  /** Why the written file could not be saved. */
  readonly failure: Failure | null;
}>(() => ({
  companyId: null,
  jobId: null,
  options: DEFAULT_REPORT_OPTIONS,
  failure: null,
}));

/** Formats for reading come first, formats for programs last. */
const FORMATS: readonly ReportFormat[] = ['xlsx', 'html', 'csv', 'json'];
const ENCODINGS: readonly ReportEncoding[] = ['utf8-bom', 'utf8', 'cp932'];

interface ReportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Filter, sort order and row count of the current table; `null` if there is no table. */
  readonly view: { readonly filter: FindingFilter; readonly sort: FindingSort; readonly total: number } | null;
}

/** Writes the mismatch report as a file: options, progress, result. */
export const ReportDialog = ({ opened, onClose, view }: ReportDialogProps) => {
  const text = useText('report');
  const companyId = useCompanyId();
  const jobId = useReport((state) => (state.companyId === companyId ? state.jobId : null));
  const job = useJob(jobId);
  const saved = useJobs((state) => jobId !== null && state.keeping.get(jobId) === 'saved');
  const isOver = saved || job?.state === 'cancelled' || job?.state === 'failed';
  // After a finished report, the dialog opens with an empty form the next time.
  const close = (): void => {
    if (isOver) beginAnew();
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={close} title={text('title')} size={480}>
      {jobId === null ? <Options view={view} onClose={onClose} /> : <Outcome jobId={jobId} onClose={close} />}
    </Dialog>
  );
};

const beginAnew = (): void => useReport.setState({ jobId: null, failure: null });

const Options = ({ view, onClose }: Omit<ReportDialogProps, 'opened'>) => {
  const client = useClient();
  const companyId = useCompanyId();
  const language = useLanguage();
  const text = useText('report');
  const options = useReport((state) => state.options);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [starting, setStarting] = useState(false);
  const change = (part: Partial<ReportOptions>): void => useReport.setState({ options: { ...options, ...part } });
  const scope = view === null ? 'whole' : options.scope;
  const write = async (): Promise<void> => {
    setStarting(true);
    const start = client.call('reports.write', createReportInput({ ...options, scope }, language, view));
    const started = await start;
    setStarting(false);
    if (!started.ok) return setFailure(started.error);
    const { jobId } = started.value;
    useReport.setState({ companyId, jobId, failure: null });
    const exported = await exportFile(client, start);
    // The job shows its own error.
    if (!exported.ok && useReport.getState().jobId === jobId) useReport.setState({ failure: exported.error });
  };
  return (
    <Stack>
      <Radio.Group label={text('format')} value={options.format} onChange={(format) => change({ format: format as ReportFormat })}>
        <div className={classes.formats}>
          {FORMATS.map((format) => (
            <Radio key={format} value={format} label={text(`formats.${format}.name`)} description={text(`formats.${format}.use`)} />
          ))}
        </div>
      </Radio.Group>
      {options.format === 'csv' ? (
        <Select
          label={text('encoding')}
          description={text(`encodingHint.${options.encoding}`)}
          inputWrapperOrder={['label', 'input', 'description']}
          data={ENCODINGS.map((value) => ({ value, label: text(`encodings.${value}`) }))}
          value={options.encoding}
          onChange={(value) => change({ encoding: (value ?? 'utf8-bom') as ReportEncoding })}
        />
      ) : null}
      {view === null ? null : (
        <Radio.Group
          label={text('scope')}
          value={scope}
          onChange={(value) => change({ scope: value === 'filtered' ? 'filtered' : 'whole' })}
        >
          <Choices beside>
            <Radio value="whole" label={text('whole')} />
            <Radio value="filtered" label={text('filtered', { count: view.total })} />
          </Choices>
        </Radio.Group>
      )}
      {failure === null ? null : <ErrorState failure={failure} />}
      <Actions align="stretch" wrap="nowrap">
        <div className={classes.presets}>
          <SavedViews
            content={{ kind: 'report', format: options.format, encoding: options.encoding, scope: options.scope }}
            onApply={({ format, encoding, scope: of }) => change({ format, encoding, scope: of })}
          />
        </div>
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button loading={starting} onClick={() => void write()}>
          {text('write')}
        </Button>
      </Actions>
    </Stack>
  );
};

const Outcome = ({ jobId, onClose }: { jobId: string; onClose: () => void }) => {
  const client = useClient();
  const format = useFormat();
  const text = useText('report');
  const job = useJob(jobId);
  const written = parseWrittenReport(job);
  const keeping = useJobs((state) => state.keeping.get(jobId));
  const failure = useReport((state) => state.failure);
  const saved = keeping === 'saved';
  // The result is shown here, so the job tray does not repeat it.
  useEffect(() => {
    if (saved) dismissJob(jobId);
  }, [saved, jobId]);

  if (job === undefined || job.state === 'running') {
    return (
      <Stack>
        <div>
          <Row component="p" gap="lg" align="stretch" wrap="nowrap" justify="space-between" mb="sm" aria-live="polite">
            <span>{text('running')}</span>
            <span className={classes.numbers}>{job?.total ? text('progress', { done: job.done, total: job.total }) : null}</span>
          </Row>
          <Progress value={job?.total ? (job.done / job.total) * 100 : 0} aria-label={text('running')} />
          <Muted component="p" mt="xs">
            {job?.remainingMs ? text('remaining', { time: format.remaining(job.remainingMs) }) : ' '}
          </Muted>
        </div>
        <Row align="stretch" wrap="nowrap" justify="flex-end" pt="sm">
          <Button variant="default" onClick={() => cancelJob(client, jobId)}>
            {text('stop')}
          </Button>
        </Row>
      </Stack>
    );
  }
  const save = async (): Promise<void> => {
    if (written === null) return;
    const result = await client.saveFile({ token: written.token, name: written.name });
    useReport.setState({ failure: result.ok ? null : result.error });
    if (result.ok && result.value.saved) setFileSaveState(jobId, 'saved');
  };
  const shownFailure = failure ?? job.error;
  return (
    <Stack aria-live="polite">
      {written === null ? (
        job.state === 'cancelled' || shownFailure === null ? (
          <p>{text('cancelled')}</p>
        ) : (
          <ErrorState failure={shownFailure} />
        )
      ) : (
        <>
          <p>{text('done', { rows: written.rows, size: format.bytes(written.bytes) })}</p>
          {written.unwritable.count > 0 ? <UnwritableNotice {...written.unwritable} /> : null}
          {saved ? <Notice state="ready">{text('saved', { name: written.name })}</Notice> : null}
          {failure === null ? null : <ErrorState failure={failure} />}
        </>
      )}
      <Row align="stretch" wrap="nowrap" justify="flex-end" pt="sm">
        <Button variant="default" onClick={beginAnew}>
          {text('again')}
        </Button>
        {written === null || saved ? (
          <Button
            onClick={() => {
              beginAnew();
              onClose();
            }}
          >
            {text('close')}
          </Button>
        ) : (
          <Button data-autofocus loading={keeping === 'saving'} onClick={() => void save()}>
            {text('save')}
          </Button>
        )}
      </Row>
    </Stack>
  );
};
