import type { FormEvent } from 'react';
import { useEffect, useState } from 'react';
import type { Failure } from '#shared/contract/result.ts';
import { refreshConsole, runJob, useCall, useClient, useConsole, useJobs } from '../../client/index.ts';
import { KeychainTrouble } from '../../parts/secrets/index.ts';
import { AgeOf, Button, ErrorState, guardComposition, Mono, Notice, Screen, SkeletonRows, useText } from '../../ui/index.ts';
import classes from './server.module.css';
import type { ServerKey } from './server-fields.tsx';
import { isServerKeyGiven, ServerFields } from './server-fields.tsx';

/** Which groupware server this company has, what kind it is, and reading its people. */
export const ServerScreen = () => {
  const text = useText('server');
  const client = useClient();
  const state = useCall('server.state', {});
  const source = useConsole(({ workspace }) => workspace?.sources.find((each) => each.side === 'neo'));
  const isDemo = useConsole(({ workspace }) => workspace?.profile.kind === 'demo');
  const reading = useJobs(({ jobs }) => jobs.some((job) => job.kind === 'read-people' && job.state === 'running'));
  const [value, setValue] = useState<ServerKey>({ address: '', accessKey: '' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [connected, setConnected] = useState(false);
  const known = state.value?.address ?? null;

  useEffect(() => {
    if (known !== null) setValue((now) => (now.address === '' ? { ...now, address: known } : now));
  }, [known]);

  const connect = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    setBusy(true);
    setFailure(null);
    setConnected(false);
    const result = await client.call('server.connect', { address: value.address.trim(), accessKey: value.accessKey });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    setConnected(true);
    setValue((now) => ({ ...now, accessKey: '' }));
    await refreshConsole(client);
    state.refetch();
  };
  const read = async (): Promise<void> => {
    setFailure(null);
    const result = await runJob(client, client.call('server.readPeople', {}));
    if (!result.ok) setFailure(result.error);
  };
  const canRead = isDemo || (known !== null && state.value?.accessKey !== 'not-set');

  const kind = isDemo ? 'gateway' : (state.value?.kind ?? 'unknown');

  return (
    <Screen
      title={text('title')}
      actions={
        <Button disabled={!canRead} loading={reading} onClick={() => void read()}>
          {text('read')}
        </Button>
      }
    >
      {state.loading ? <SkeletonRows rows={4} /> : null}
      {state.error !== null && state.value === undefined ? <ErrorState failure={state.error} onRetry={state.refetch} /> : null}
      {state.value === undefined ? null : (
        <div className={classes.columns}>
          <dl className={classes.facts}>
            <dt>{text('address')}</dt>
            <dd>{isDemo ? text('demoAddress') : known === null ? text('none') : <Mono>{known}</Mono>}</dd>
            <dt>{text('kind')}</dt>
            <dd>
              {text(`kinds.${kind}`)}
              <p className={classes.hint}>{text(`kindHints.${kind}`)}</p>
            </dd>
            <dt>{text('accessKey')}</dt>
            <dd>{text(isDemo ? 'keys.demo' : `keys.${state.value.accessKey}`)}</dd>
            <dt>{text('lastRead')}</dt>
            <dd>{source === undefined || source.origin === 'file' ? text('never') : <AgeOf at={source.takenAt} />}</dd>
          </dl>
          {isDemo ? (
            failure === null ? null : (
              <ErrorState failure={failure} />
            )
          ) : (
            <form className={classes.form} onSubmit={(event) => void connect(event)} onKeyDown={guardComposition} aria-labelledby="connect">
              <h2 id="connect">{text(known === null ? 'connectTitle' : 'changeTitle')}</h2>
              <ServerFields value={value} onChange={setValue} />
              {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => void connect()} />}
              {connected ? <Notice state="ready">{text('connected')}</Notice> : null}
              <div>
                <Button type="submit" variant="default" loading={busy} disabled={!isServerKeyGiven(value)}>
                  {text('connect')}
                </Button>
              </div>
            </form>
          )}
        </div>
      )}
    </Screen>
  );
};
