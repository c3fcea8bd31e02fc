import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { getUnencryptedOrigin } from '#shared/domain/integration/web-addresses/neo-address.ts';
import { bindToCompany, type Transport, useCall, useClient, useShowCompany } from '../../client/index.ts';
import { enterCompany } from '../../navigation/index.ts';
import { KeychainTrouble } from '../../parts/secrets/index.ts';
import { AccessKeyField, ServerAddressField } from '../../parts/server-access/server-fields.tsx';
import { EMPTY_CREDENTIALS, hasCredentials, SignInFields } from '../../parts/server-access/sign-in-fields.tsx';
import { Button, Checkbox, Form, Muted, Notice, Row, SegmentedControl, Stack, useText } from '../../ui/index.ts';
import { CompanyNameField } from './company-name.tsx';
import { findFreeName } from './first-lists-model.ts';
import { endWelcome, startWelcome } from './welcome-state.ts';

const KEY_FROM = ['paste', 'sign-in'] as const;

/** Creates the company, connects its server and starts reading people; a failed connection is corrected here. */
export const ConnectServerForm = () => {
  const text = useText('welcome.server');
  const client = useClient();
  const showCompany = useShowCompany();
  const company = useText('welcome.company');
  const taken = useCall('companies.list', {}).value?.companies ?? [];
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [keyFrom, setKeyFrom] = useState<(typeof KEY_FROM)[number]>('paste');
  const [accessKey, setAccessKey] = useState('');
  const [words, setWords] = useState(EMPTY_CREDENTIALS);
  /** The unencrypted address for which the risk was accepted; another one is asked again. */
  const [unprotected, setUnprotected] = useState<string | null>(null);
  const [createdId, setCreatedId] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const origin = getUnencryptedOrigin(address);
  const unnamed = findFreeName(
    company('standard'),
    taken.filter(({ id }) => id !== createdId).map((company) => company.name),
  );
  const isGiven =
    address.trim() !== '' &&
    (origin === null || unprotected === origin) &&
    (keyFrom === 'paste' ? accessKey !== '' : hasCredentials(words));

  const connectServer = async (own: Transport): Promise<Failure | null> => {
    if (origin !== null) {
      const allowed = await own.call('connections.changeSettings', { plainHttp: address.trim() });
      if (!allowed.ok) return allowed.error;
    }
    const connected =
      keyFrom === 'paste'
        ? await own.call('server.connect', { address: address.trim(), accessKey })
        : await own.call('server.signIn', { address: address.trim(), ...words });
    if (!connected.ok) return connected.error;
    if (keyFrom === 'sign-in') setWords({ ...words, password: '' });
    return null;
  };
  const connect = async (): Promise<Failure | null> => {
    let id = createdId;
    if (id === null) {
      // A server can be written to, so the company is production until changed in the settings.
      const created = await client.call('companies.create', { name: name.trim() || unnamed, kind: 'production' });
      if (!created.ok) return created.error;
      id = created.value.id;
      setCreatedId(id);
    }
    const own = bindToCompany(client, id);
    const failed = await connectServer(own);
    if (failed !== null) return failed;
    const reading = await own.call('server.readPeople', {});
    if (!reading.ok) return reading.error;
    return show(id, 'readiness');
  };
  /** Leaves the welcome screen for the new company. */
  const show = async (id: string, screen: 'readiness' | 'server'): Promise<Failure | null> => {
    const shown = await showCompany(id);
    if (!shown.ok) return shown.error;
    enterCompany(id, screen);
    endWelcome();
    return null;
  };

  const submit = async (): Promise<void> => {
    if (busy || !isGiven) return;
    setBusy(true);
    setFailure(null);
    startWelcome();
    const failed = await connect();
    setBusy(false);
    setFailure(failed);
  };
  return (
    <Form maw="30rem" onSubmit={() => void submit()}>
      <CompanyNameField value={name} unnamed={unnamed} onChange={setName} disabled={createdId !== null} />
      <ServerAddressField value={address} onChange={setAddress} />
      {origin === null ? null : (
        <Unprotected origin={origin} isTaken={unprotected === origin} onTake={(taken) => setUnprotected(taken ? origin : null)} />
      )}
      <SegmentedControl
        aria-label={text('keyFrom.label')}
        value={keyFrom}
        data={KEY_FROM.map((value) => ({ value, label: text(`keyFrom.${value}`) }))}
        onChange={(next) => setKeyFrom(next === 'sign-in' ? 'sign-in' : 'paste')}
      />
      {keyFrom === 'paste' ? (
        <AccessKeyField value={accessKey} onChange={setAccessKey} />
      ) : (
        <Stack gap="md">
          <SignInFields value={words} onChange={setWords} />
        </Stack>
      )}
      {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => void submit()} />}
      <Muted component="p">{text('kindLater')}</Muted>
      <Row align="stretch" wrap="nowrap">
        <Button type="submit" loading={busy} disabled={!isGiven}>
          {text(keyFrom === 'paste' ? 'submit' : 'submitSignIn')}
        </Button>
        {createdId === null || busy ? null : (
          <Button variant="default" onClick={() => void show(createdId, 'server').then(setFailure)}>
            {text('later')}
          </Button>
        )}
      </Row>
    </Form>
  );
};

interface UnprotectedProps {
  readonly origin: string;
  readonly isTaken: boolean;
  readonly onTake: (taken: boolean) => void;
}

/** The risk of an unencrypted address, and accepting it. */
const Unprotected = ({ origin, isTaken, onTake }: UnprotectedProps) => {
  const text = useText('server.plainHttp');
  return (
    <Notice state="risk">
      <Stack gap="sm">
        <strong>{text('title', { address: origin })}</strong>
        <span>{text('risk')}</span>
        <Checkbox label={text('choose')} checked={isTaken} onChange={(event) => onTake(event.currentTarget.checked)} />
      </Stack>
    </Notice>
  );
};
