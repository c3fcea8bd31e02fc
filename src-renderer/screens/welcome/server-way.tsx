import { useState } from 'react';
import type { Failure } from '#shared/contract/result.ts';
import { restartNavigation } from '../../app/navigation.ts';
import { ofCompany, showCompany, useClient } from '../../client/index.ts';
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
    let id = createdId;
    if (id === null) {
      const created = await client.call('profiles.create', { name: company.name.trim(), kind: company.kind });
      if (!created.ok) return created.error;
      id = created.value.id;
      setCreatedId(id);
    }
    const own = ofCompany(client, id);
    const connected = await own.call('server.connect', { address: server.address.trim(), accessKey: server.accessKey });
    if (!connected.ok) return connected.error;
    const reading = await own.call('server.readPeople', {});
    if (!reading.ok) return reading.error;
    return show(id, 'readiness');
  };
  /** Leaves the welcome for the new company. */
  const show = async (id: string, screen: 'readiness' | 'server'): Promise<Failure | null> => {
    const shown = await showCompany(client, id);
    if (!shown.ok) return shown.error;
    restartNavigation(screen);
    endWelcome();
    return null;
  };

  const submit = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    startWelcome();
    const failed = await connect();
    setBusy(false);
    setFailure(failed);
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
          <Button variant="default" onClick={() => void show(createdId, 'server').then(setFailure)}>
            {text('later')}
          </Button>
        )}
      </Row>
    </Form>
  );
};
