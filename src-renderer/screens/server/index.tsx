import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ConfirmedChange } from '#shared/contract/imports/list-changes.ts';
import type { ConnectionField } from '#shared/domain/integration/connection-test/connection-test.ts';
import { runJob, useCall, useClient, useJobs, useShownCompany, useStoreAnswer } from '../../client/index.ts';
import { ConnectionTest } from '../../parts/connection-test/connection-test.tsx';
import { useConnectionTest } from '../../parts/connection-test/use-connection-test.ts';
import { getShrinkFailure, isShrinkFailure, ShrinkWarning } from '../../parts/list-guard/read-shrinks.tsx';
import { KeychainTrouble } from '../../parts/secrets/keychain-trouble.tsx';
import { AccessKeyField, ServerAddressField } from '../../parts/server-access/server-fields.tsx';
import { Button, DataAgeText, ErrorState, Facts, Form, Muted, Screen, SkeletonRows, Stack, useText } from '../../ui/index.ts';
import { NetworkSettings } from './network-settings.tsx';
import { PlainHttp } from './plain-http.tsx';
import classes from './server.module.css';
import { SignInForm } from './sign-in.tsx';

/** Fields that a failure reason can lead to. */
const FIELDS: readonly ConnectionField[] = [
  'serverAddress',
  'accessKey',
  'basicUser',
  'basicPassword',
  'proxy',
  'proxyUser',
  'proxyPassword',
  'extraCa',
  'clientCertificate',
  'timeouts',
];

/** The company's groupware server, how it is reached, and the connection test by layer. */
export const ServerScreen = () => {
  const text = useText('server');
  const client = useClient();
  const keepAnswer = useStoreAnswer();
  const state = useCall('server.state', {});
  const settings = useCall('connections.settings', {});
  const test = useConnectionTest('groupware');
  const source = useShownCompany()?.sources.find((each) => each.side === 'neo');
  const company = useShownCompany()?.company;
  const reading = useJobs(({ jobs }) => jobs.some((job) => job.kind === 'read-people' && job.state === 'running'));
  // `null` until another address is typed: until then the saved one is used, also after a change in another window.
  const [typedAddress, setTypedAddress] = useState<string | null>(null);
  const [accessKey, setAccessKey] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const isDemo = company?.kind === 'demo';
  const known = state.value?.address ?? null;
  const keyKept = state.value?.accessKey === 'set' || state.value?.accessKey === 'session-only';

  const address = typedAddress ?? known ?? '';
  const typed = address.trim();

  const check = async (): Promise<null> => {
    const tried = { address: isDemo || typed === known ? null : typed, accessKey: accessKey === '' ? null : accessKey };
    const passed = await test.start(client.call('connections.testGroupware', tried));
    if (passed) {
      // The detected address was saved: it replaces the typed one, and dependent sections are expanded.
      const kept = await client.call('server.state', {});
      if (kept.ok) await keepAnswer('server.state', {}, kept.value);
      if (kept.ok && kept.value.address !== null) setTypedAddress(null);
      setAccessKey('');
    } else state.refetch();
    return null;
  };
  const submit = (): void => {
    if (!test.running) void check();
  };
  const read = async (confirmed?: ConfirmedChange): Promise<void> => {
    setFailure(null);
    const result = await runJob(client, client.call('server.readPeople', confirmed === undefined ? {} : { confirmed }));
    const failed = result.ok ? getShrinkFailure(result.value) : result.error;
    if (failed !== null) setFailure(failed);
  };
  const canRead = isDemo || (known !== null && keyKept);
  const kind = isDemo ? 'gateway' : (state.value?.kind ?? 'unknown');

  return (
    <Screen
      title={text('title')}
      actions={
        <Button variant={canRead ? 'filled' : 'default'} disabled={!canRead} loading={reading} onClick={() => void read()}>
          {text('read')}
        </Button>
      }
    >
      {state.loading ? <SkeletonRows rows={6} /> : null}
      {state.error !== null && state.value === undefined ? <ErrorState failure={state.error} onRetry={state.refetch} /> : null}
      {failure === null ? null : isShrinkFailure(failure) ? (
        <ShrinkWarning failure={failure} onConfirm={(confirmed) => void read(confirmed)} />
      ) : (
        <KeychainTrouble failure={failure} onRetry={() => void read()} />
      )}
      {state.value === undefined ? null : (
        <div className={classes.columns}>
          <Stack gap="xl">
            <Facts terms="7rem" lines>
              <dt>{text('kind')}</dt>
              <dd>
                {text(`kinds.${kind}`)}
                <Muted component="p">{text(`kindHints.${kind}`)}</Muted>
              </dd>
              {state.value.keySetAt === null || isDemo ? null : (
                <>
                  <dt>{text('keyAge')}</dt>
                  <dd>
                    <DataAgeText at={state.value.keySetAt} />
                  </dd>
                </>
              )}
              <dt>{text('lastRead')}</dt>
              <dd>{source === undefined || source.origin === 'file' ? text('never') : <DataAgeText at={source.takenAt} />}</dd>
            </Facts>
            <Form onSubmit={submit} aria-labelledby="connect">
              <h2 id="connect">{text('connectTitle')}</h2>
              {isDemo ? (
                <Muted component="p">{text('demoAddress')}</Muted>
              ) : (
                <>
                  <ServerAddressField value={address} onChange={setTypedAddress} />
                  <AccessKeyField value={accessKey} onChange={setAccessKey} keyKept={keyKept} />
                </>
              )}
              <div>
                <Button type="submit" variant={canRead ? 'default' : 'filled'} loading={test.running}>
                  {text('check')}
                </Button>
              </div>
              {isDemo ? null : <Muted component="p">{text('checkHint')}</Muted>}
            </Form>
            {isDemo || settings.value === undefined ? null : (
              <PlainHttp address={address} settings={settings.value} onChanged={settings.refetch} />
            )}
            {isDemo ? null : <SignInForm address={typed === known ? '' : typed} onDone={check} />}
            {settings.error !== null && settings.value === undefined ? (
              <ErrorState failure={settings.error} onRetry={settings.refetch} />
            ) : null}
            {isDemo || settings.value === undefined ? null : (
              <NetworkSettings
                key={company?.id}
                address={typed === '' || typed === known ? undefined : typed}
                settings={settings.value}
                onChanged={settings.refetch}
              />
            )}
          </Stack>
          <ConnectionTest
            target="groupware"
            work={test}
            fields={isDemo ? [] : FIELDS}
            failure={test.failure === null ? null : <KeychainTrouble failure={test.failure} onRetry={() => void check()} />}
          />
        </div>
      )}
    </Screen>
  );
};
