import { useState } from 'react';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { TeamServer } from '#shared/contract/team-servers.ts';
import { useCall, useClient } from '../../client/index.ts';
import { Button, Dialog, ErrorState, Form, Muted, PlainList, Row, Stack, TextInput, useText } from '../../ui/index.ts';
import { NameDialog } from '../name-dialog/name-dialog.tsx';
import { getServerName } from './server-name.ts';
import classes from './team-servers.module.css';

/** The team servers of this desktop: sign in, open, remove, and connect another one. */
export const TeamServersDialog = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const text = useText('teamServers');
  const client = useClient();
  const servers = useCall('teamServers.list', opened ? {} : null).value?.servers ?? [];
  const [address, setAddress] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [forgotten, setForgotten] = useState<string | null>(null);

  const run = async (calling: Promise<Result<unknown>>): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    const result = await calling;
    setBusy(false);
    if (!result.ok) setFailure(result.error);
    return result.ok;
  };
  const connect = async (to: string): Promise<void> => {
    if (await run(client.call('teamServers.connect', { address: to }))) setAddress('');
  };
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title={text('title')}>
        <Stack gap="md">
          <Muted component="p">{text('lead')}</Muted>
          {servers.length === 0 ? null : (
            <PlainList className={classes.servers}>
              {servers.map((server) => (
                <ServerRow
                  key={server.address}
                  server={server}
                  onSignIn={() => void connect(server.address)}
                  onOpen={() => void run(client.call('teamServers.open', { address: server.address, company: null }))}
                  onCancel={() => void run(client.call('teamServers.cancel', { address: server.address }))}
                  onForget={() => setForgotten(server.address)}
                />
              ))}
            </PlainList>
          )}
          {failure === null ? null : <ErrorState failure={failure} />}
          <Form onSubmit={() => void connect(address)}>
            <TextInput
              label={text('address')}
              description={text('addressHint')}
              placeholder="https://tsunagi.example.co.jp"
              maxLength={300}
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              data-autofocus
            />
            <Row justify="flex-end">
              <Button type="submit" loading={busy} disabled={address.trim() === ''}>
                {text('connect')}
              </Button>
            </Row>
          </Form>
        </Stack>
      </Dialog>
      <NameDialog
        opened={forgotten !== null}
        onClose={() => setForgotten(null)}
        title={text('forgetTitle', { server: getServerName(forgotten ?? '') })}
        body={text('forgetBody')}
        name={null}
        action={text('forgetDo')}
        onDo={() => client.call('teamServers.forget', { address: forgotten ?? '' })}
      />
    </>
  );
};

interface ServerRowProps {
  readonly server: TeamServer;
  readonly onSignIn: () => void;
  readonly onOpen: () => void;
  readonly onCancel: () => void;
  readonly onForget: () => void;
}

const ServerRow = ({ server: { address, state, companies }, onSignIn, onOpen, onCancel, onForget }: ServerRowProps) => {
  const text = useText('teamServers');
  return (
    <li className={classes.server}>
      <div>
        <div className={classes.name}>{getServerName(address)}</div>
        <Muted aria-live="polite">{text(`state.${state}`, { companies: companies.length })}</Muted>
      </div>
      <Row gap="xs" wrap="nowrap">
        {state === 'signed-in' ? (
          <Button variant="default" onClick={onOpen}>
            {text('open')}
          </Button>
        ) : null}
        {state === 'signed-out' ? (
          <Button variant="default" onClick={onSignIn}>
            {text('signIn')}
          </Button>
        ) : null}
        {state === 'waiting' ? (
          <Button variant="default" onClick={onCancel}>
            {text('cancel')}
          </Button>
        ) : null}
        <Button variant="subtle" onClick={onForget}>
          {text('forget')}
        </Button>
      </Row>
    </li>
  );
};
