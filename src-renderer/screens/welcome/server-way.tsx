import { useState } from 'react';
import type { Failure } from '#shared/contract/result.ts';
import { restartNavigation } from '../../app/navigation.ts';
import { refreshConsole, useClient } from '../../client/index.ts';
import { KeychainTrouble } from '../../parts/secrets/index.ts';
import { Button, Form, Row, useText } from '../../ui/index.ts';
import type { ServerKey } from '../server/server-fields.tsx';
import { isServerKeyGiven, ServerFields } from '../server/server-fields.tsx';
import type { Company } from './company-fields.tsx';
import { CompanyFields } from './company-fields.tsx';
import { endWelcome, startWelcome } from './welcome-state.ts';

/** Makes the company, connects its server, and begins to read its people; a refused connection is mended in place. */
export const ServerWay = () => {
  const text = useText('welcome.server');
  const client = useClient();
  const [company, setCompany] = useState<Company>({ name: '', kind: 'test' });
  const [server, setServer] = useState<ServerKey>({ address: '', accessKey: '' });
  const [createdId, setCreatedId] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const connect = async (): Promise<Failure | null> => {
    if (createdId === null) {
      const created = await client.call('profiles.create', { name: company.name.trim(), kind: company.kind });
      if (!created.ok) return created.error;
      setCreatedId(created.value.id);
    }
    const connected = await client.call('server.connect', { address: server.address.trim(), accessKey: server.accessKey });
    if (!connected.ok) return connected.error;
    const reading = await client.call('server.readPeople', {});
    return reading.ok ? null : reading.error;
  };

  const submit = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    startWelcome();
    const failed = await connect();
    setBusy(false);
    if (failed !== null) return setFailure(failed);
    await refreshConsole(client);
    restartNavigation();
    endWelcome();
  };
  const later = async (): Promise<void> => {
    await refreshConsole(client);
    restartNavigation('server');
    endWelcome();
  };
  return (
    <Form maw="30rem" onSubmit={() => void submit()}>
      <CompanyFields company={company} onChange={setCompany} disabled={createdId !== null} />
      <ServerFields value={server} onChange={setServer} />
      {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => void submit()} />}
      <Row align="stretch" wrap="nowrap">
        <Button type="submit" loading={busy} disabled={company.name.trim() === '' || !isServerKeyGiven(server)}>
          {text('submit')}
        </Button>
        {createdId === null || busy ? null : (
          <Button variant="default" onClick={() => void later()}>
            {text('later')}
          </Button>
        )}
      </Row>
    </Form>
  );
};
