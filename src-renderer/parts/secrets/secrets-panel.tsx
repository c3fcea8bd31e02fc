import { useState } from 'react';
import { useCall, useClient, useShownCompany } from '#renderer/client/index.ts';
import { Button, ErrorState, Mono, PlainList, Row, SkeletonRows, Stack, StateMark, useFailureText, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { KeychainFacts } from '#shared/contract/connections/secrets.ts';
import { SecretField } from './secret-field.tsx';
import { toKeychainFailure } from './secret-view.ts';
import classes from './secrets.module.css';

/** All secrets of the open company, and the keychain that stores them. */
export const SecretsPanel = () => {
  const text = useText('secretsPart');
  const secrets = useCall('secrets.list', {});
  const isDemo = useShownCompany()?.company.kind === 'demo';
  if (secrets.value === undefined)
    return secrets.error === null ? (
      secrets.loading ? (
        <SkeletonRows rows={6} />
      ) : null
    ) : (
      <ErrorState failure={secrets.error} onRetry={secrets.refetch} />
    );
  // The demo server's key is managed by the console.
  const shown = secrets.value.secrets.filter(({ name }) => !(isDemo && name === 'access-key'));
  return (
    <Stack>
      <Keychain keychain={secrets.value.keychain} onLook={secrets.refetch} />
      <PlainList className={classes.list}>
        {shown.map(({ name }) => (
          <li key={name}>
            <SecretField name={name} hint={text(`use.${name}`)} />
          </li>
        ))}
      </PlainList>
    </Stack>
  );
};

/** Whether secrets can be stored, the reason and remedy if not, and the option to keep them in memory until Tsunagi quits. */
const Keychain = ({ keychain, onLook }: { keychain: KeychainFacts; onLook: () => void }) => {
  const text = useText('secretsPart.keychain');
  const words = useFailureText();
  const client = useClient();
  const [refused, setRefused] = useState<Failure | null>(null);
  const failure = toKeychainFailure(keychain);
  const choose = async (use: boolean): Promise<void> => {
    const chosen = await client.call('secrets.useSession', { use });
    if (!chosen.ok) return setRefused(chosen.error);
    setRefused(null);
  };
  const said = failure === null ? null : words(failure);
  return (
    <Row component="section" gap="sm lg" align="flex-start" justify="space-between" aria-label={text('label')}>
      <div className={classes.keychainText}>
        <StateMark state={failure === null ? 'ready' : 'risk'} label={said === null ? text('works') : said.what} />
        {said === null ? (
          <p>{text('worksHint')}</p>
        ) : (
          <>
            <p>{said.why}</p>
            <p>{said.next}</p>
            <p>
              <Mono>{keychain.reason}</Mono>
            </p>
          </>
        )}
        {keychain.sessionChosen ? <p>{text('memory')}</p> : null}
        {refused === null ? null : <ErrorState failure={refused} />}
      </div>
      <Row>
        {failure === null ? null : (
          <Button size="xs" variant="default" onClick={onLook}>
            {text('look')}
          </Button>
        )}
        {keychain.sessionChosen ? (
          <Button size="xs" variant="default" onClick={() => void choose(false)}>
            {text('forgetMemory')}
          </Button>
        ) : failure === null ? null : (
          <Button size="xs" variant="default" onClick={() => void choose(true)}>
            {text('useMemory')}
          </Button>
        )}
      </Row>
    </Row>
  );
};
