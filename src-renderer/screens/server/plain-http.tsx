import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ConnectionSettings } from '#shared/contract/connections/connections.ts';
import { getUnencryptedOrigin } from '#shared/domain/integration/web-addresses/neo-address.ts';
import { useClient } from '../../client/index.ts';
import { Button, ErrorState, Notice, Row, Stack, useText } from '../../ui/index.ts';

interface PlainHttpProps {
  /** The address as typed. */
  readonly address: string;
  readonly settings: ConnectionSettings;
  readonly onChanged: () => void;
}

/** The risk of an unencrypted address, with the action that permits or forbids it. */
export const PlainHttp = ({ address, settings, onChanged }: PlainHttpProps) => {
  const text = useText('server.plainHttp');
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { allowed, policy } = settings.plainHttp;
  const typed = getUnencryptedOrigin(address);
  const shown = typed ?? allowed;
  if (shown === null) return null;
  const change = async (plainHttp: string | null): Promise<void> => {
    setBusy(true);
    const result = await client.call('connections.changeSettings', { plainHttp });
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (result.ok) onChanged();
  };
  const isChosen = allowed === shown && policy !== 'never';
  return (
    <Notice state="risk">
      <Stack gap="sm">
        <strong>{text(isChosen ? 'chosen' : 'title', { address: shown })}</strong>
        <span>{text('risk')}</span>
        <span>{text(`policy.${policy}`)}</span>
        {failure === null ? null : <ErrorState failure={failure} />}
        {policy === 'never' ? null : (
          <Row>
            <Button size="xs" variant="default" loading={busy} onClick={() => void change(isChosen ? null : address.trim())}>
              {text(isChosen ? 'takeBack' : 'choose')}
            </Button>
          </Row>
        )}
      </Stack>
    </Notice>
  );
};
