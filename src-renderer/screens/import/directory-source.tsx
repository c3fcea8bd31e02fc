import { Fragment, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ConfirmedChange } from '#shared/contract/imports/list-changes.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { type CompanyDirectory, getDirectoryKind } from '#shared/domain/integration/cloud-directory.ts';
import { getDirectoryServerUrl } from '#shared/domain/integration/directory-server.ts';
import { cancelJob, dismissJob, runJob, useCall, useClient, useJobs } from '../../client/index.ts';
import { ConnectionTest } from '../../parts/connection-test/connection-test.tsx';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { ReasonFailure } from '../../parts/connection-test/reason-failure.tsx';
import { useConnectionTest } from '../../parts/connection-test/use-connection-test.ts';
import { isShrinkFailure, ShrinkWarning } from '../../parts/list-guard/read-shrinks.tsx';
import listClasses from '../../parts/list-reading/list-reading.module.css';
import { KeychainTrouble } from '../../parts/secrets/keychain-trouble.tsx';
import { SecretField } from '../../parts/secrets/secret-field.tsx';
import { Actions, Button, Dialog, ErrorState, Facts, Mono, Muted, Notice, Row, SkeletonRows, Stack, useText } from '../../ui/index.ts';
import { DirectoryForm } from './directory-form.tsx';
import classes from './directory-source.module.css';

interface DirectorySourceProps {
  readonly onRead: (rows: number, takenAt: string) => void;
}

/** The company's directory as a source of its list, beside a file. */
export const DirectorySource = ({ onRead }: DirectorySourceProps) => {
  const text = useText('directorySource');
  const settings = useCall('connections.directory', {});
  const [isEditing, setEditing] = useState(false);
  const directory = settings.value?.server;
  return (
    <section className={listClasses.block} aria-labelledby="directory-source">
      <h2 id="directory-source">{text('title')}</h2>
      <p className={listClasses.muted}>{text('lead')}</p>
      {settings.loading ? <SkeletonRows rows={3} /> : null}
      {settings.error !== null && directory === undefined ? <ErrorState failure={settings.error} onRetry={settings.refetch} /> : null}
      {directory === undefined ? null : isEditing ? (
        <DirectoryForm directory={directory} onEnd={() => setEditing(false)} />
      ) : directory === null ? (
        <Row className={classes.none}>
          <span className={listClasses.muted}>{text('none')}</span>
          <Button variant="default" onClick={() => setEditing(true)}>
            {text('setUp')}
          </Button>
        </Row>
      ) : (
        <KnownDirectory directory={directory} onEdit={() => setEditing(true)} onRead={onRead} />
      )}
    </section>
  );
};

interface KnownProps extends DirectorySourceProps {
  readonly directory: CompanyDirectory;
  readonly onEdit: () => void;
}

const KnownDirectory = ({ directory, onEdit, onRead }: KnownProps) => {
  const text = useText('directorySource');
  const kind = getDirectoryKind(directory);
  const client = useClient();
  const test = useConnectionTest('directory');
  const reading = useJobs(({ jobs }) => jobs.findLast(({ kind, state }) => kind === 'read-directory' && state === 'running'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [done, setDone] = useState<Job['result']>(null);
  const check = (): void => void test.start(client.call('connections.testDirectory', {}));
  const read = async (confirmed?: ConfirmedChange): Promise<void> => {
    setFailure(null);
    setDone(null);
    const ended = await runJob(client, client.call('imports.readDirectory', confirmed === undefined ? {} : { confirmed }));
    if (!ended.ok) return setFailure(ended.error);
    const { id, state, error, result } = ended.value;
    // Shown here, so not in the job tray as well.
    dismissJob(id);
    if (state === 'failed') return setFailure(error);
    if (state !== 'done') return;
    setDone(result);
    onRead(Number(result?.['rows'] ?? 0), String(result?.['takenAt'] ?? ''));
  };
  return (
    <Stack gap="lg" className={classes.known}>
      <DirectoryFacts directory={directory} />
      <div id={getFieldId('directoryPassword')}>
        <SecretField name="directory-password" hint={text(kind === 'ldap' ? 'passwordHint' : `secretHint.${kind}`)} />
      </div>
      <Row>
        <Button loading={reading !== undefined} onClick={() => void read()}>
          {text('read')}
        </Button>
        <Button variant="default" loading={test.running} disabled={reading !== undefined} onClick={check}>
          {text('test')}
        </Button>
        <Button variant="default" disabled={reading !== undefined} onClick={onEdit}>
          {text('change')}
        </Button>
        <RemoveDirectory />
      </Row>
      {reading === undefined ? null : <ReadingDirectory job={reading} />}
      {failure === null ? null : isShrinkFailure(failure) ? (
        <ShrinkWarning failure={failure} onConfirm={(confirmed) => void read(confirmed)} />
      ) : failure.code === 'directory-failed' ? (
        <ReasonFailure failure={failure} />
      ) : (
        <KeychainTrouble failure={failure} onRetry={() => void read()} />
      )}
      {done === null ? null : <ReadResult result={done} />}
      {test.run == null && !test.running && test.failure === null ? null : (
        <ConnectionTest
          target="directory"
          work={test}
          fields={['directoryPassword']}
          title={text('testTitle')}
          failure={test.failure === null ? null : <KeychainTrouble failure={test.failure} onRetry={check} />}
        />
      )}
    </Stack>
  );
};

const DirectoryFacts = ({ directory }: { readonly directory: CompanyDirectory }) => {
  const text = useText('directorySource');
  const facts: readonly (readonly [
    term: 'server' | 'account' | 'where' | 'who' | 'tenant' | 'client' | 'admin',
    value: string,
    more?: string,
  ])[] =
    'kind' in directory
      ? directory.kind === 'google'
        ? [['admin', directory.admin]]
        : [
            ['tenant', directory.tenant],
            ['client', directory.clientId],
          ]
      : [
          ['server', getDirectoryServerUrl(directory), directory.protection === 'starttls' ? text('protections.starttls') : ''],
          ['account', directory.bindDn],
          ['where', directory.baseDn],
          ['who', directory.filter],
        ];
  return (
    <>
      <Facts terms="9rem" lines>
        <dt>{text('kind')}</dt>
        <dd>{text(`kinds.${getDirectoryKind(directory)}`)}</dd>
        {facts.map(([term, value, more = '']) => (
          <Fragment key={term}>
            <dt>{text(term)}</dt>
            <dd>
              <Mono>{value}</Mono>
              {more === '' ? null : ` ${more}`}
            </dd>
          </Fragment>
        ))}
      </Facts>
      {'kind' in directory ? <Muted component="p">{text(`untried.${directory.kind}`)}</Muted> : null}
    </>
  );
};

const ReadingDirectory = ({ job }: { readonly job: Job }) => {
  const text = useText('directorySource');
  const client = useClient();
  return (
    <Row>
      <span role="status">{job.phase === 'reading-directory' ? text('reading', { done: job.done }) : text('storing')}</span>
      <Button size="xs" variant="default" onClick={() => cancelJob(client, job.id)}>
        {text('stop')}
      </Button>
    </Row>
  );
};

const ReadResult = ({ result }: { readonly result: NonNullable<Job['result']> }) => {
  const text = useText('directorySource');
  const count = (name: string): number => Number(result[name] ?? 0);
  const [referrals, leftOut] = [count('referrals'), count('leftOut')];
  return (
    <div role="status">
      <Notice state="ready">
        {text('done', {
          rows: count('rows'),
          added: count('added'),
          gone: count('gone'),
          changed: count('changed'),
          disabled: count('disabled'),
        })}
      </Notice>
      {referrals === 0 ? null : <p className={listClasses.muted}>{text('referrals', { count: referrals })}</p>}
      {leftOut === 0 ? null : <p className={listClasses.muted}>{text('leftOut', { count: leftOut })}</p>}
    </div>
  );
};

const RemoveDirectory = () => {
  const text = useText('directorySource');
  const client = useClient();
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const remove = async (): Promise<void> => {
    const result = await client.call('connections.changeDirectory', { server: null });
    if (!result.ok) setFailure(result.error);
    else setAsked(false);
  };
  return (
    <>
      <Button variant="subtle" onClick={() => setAsked(true)}>
        {text('remove')}
      </Button>
      <Dialog opened={isAsked} onClose={() => setAsked(false)} size={480} title={text('removeTitle')}>
        <Stack>
          <p>{text('removeWhat')}</p>
          {failure === null ? null : <ErrorState failure={failure} />}
          <Actions>
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {text('cancel')}
            </Button>
            <Button color="red" onClick={() => void remove()}>
              {text('remove')}
            </Button>
          </Actions>
        </Stack>
      </Dialog>
    </>
  );
};
