import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CompanyDetails } from '#shared/contract/companies/companies.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { ConfirmedChange } from '#shared/contract/imports/list-changes.ts';
import { runJob, useClient, useJobs } from '../../client/index.ts';
import { navigate } from '../../navigation/index.ts';
import { getShrinkFailure, isShrinkFailure, ShrinkWarning } from '../../parts/list-guard/read-shrinks.tsx';
import { ActionIcon, DataAgeText, Dialog, ErrorState, Row, Tooltip, UnstyledButton, useFormat, useNow, useText } from '../../ui/index.ts';
import classes from './data-age.module.css';

/** Data older than this is marked as old. */
const OLD_AFTER_MS = 24 * 60 * 60 * 1000;

type Side = CompanyDetails['sources'][number]['side'];
const KINDS = { neo: 'neo-users', amazon: 'amazon-users', directory: 'directory-people' } as const satisfies Record<Side, ListKind>;

/** Age and source of one side's list, with a link to the import of a newer one. */
export const DataAge = ({ side, shown }: { side: Side; shown: CompanyDetails }) => {
  const text = useText('app');
  const client = useClient();
  const format = useFormat();
  const now = useNow();
  const [failure, setFailure] = useState<Failure | null>(null);
  const reading = useJobs(({ jobs }) => jobs.some((job) => job.kind === 'read-people' && job.state === 'running'));
  const source = shown.sources.find((each) => each.side === side);
  const fromServer = side === 'neo' && shown.company.serverAddress !== null && source?.origin !== 'file';
  const kind = KINDS[side];

  if (source === undefined) {
    return side === 'directory' ? null : (
      <UnstyledButton className={classes.missing} onClick={() => navigate('import', { kind })}>
        {text(`age.missing.${side}`)}
      </UnstyledButton>
    );
  }

  const refresh = async (confirmed?: ConfirmedChange): Promise<void> => {
    if (!fromServer) return navigate('import', { kind });
    setFailure(null);
    const result = await runJob(client, client.call('server.readPeople', confirmed === undefined ? {} : { confirmed }));
    const failed = result.ok ? getShrinkFailure(result.value) : result.error;
    if (failed !== null) setFailure(failed);
  };
  const label = text(fromServer ? 'age.readAgain' : 'age.importAgain', { side: text(`side.${side}`) });
  return (
    <div className={classes.age}>
      <Tooltip label={text('age.source', { label: source.label, side, rows: source.rows, at: format.dateTime(source.takenAt) })}>
        <Row component="span" align="baseline" wrap="nowrap" className={classes.text} tabIndex={-1}>
          <b>{text(`side.${side}`)}</b>
          <DataAgeText at={source.takenAt} old={now - Date.parse(source.takenAt) > OLD_AFTER_MS} />
        </Row>
      </Tooltip>
      <Tooltip label={label}>
        <ActionIcon size="sm" aria-label={label} loading={fromServer && reading} onClick={() => void refresh()}>
          <IconRefresh size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Dialog opened={failure !== null} onClose={() => setFailure(null)} title={text('age.failed')}>
        {failure === null ? null : isShrinkFailure(failure) ? (
          <ShrinkWarning failure={failure} onConfirm={(confirmed) => void refresh(confirmed)} />
        ) : (
          <ErrorState failure={failure} />
        )}
      </Dialog>
    </div>
  );
};
