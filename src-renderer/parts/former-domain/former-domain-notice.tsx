import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, Notice, Row, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { type FormerDomain, registerFormerDomain } from './former-domain.ts';

/** Asks whether a domain is a former one of the company, starting with the pair that concerns most people. */
export const FormerDomainNotice = ({ readiness }: { readonly readiness: Pick<Readiness, 'formerDomains'> }) => {
  const text = useText('formerDomain');
  const client = useClient();
  const refused = useRefusalProps();
  const [busy, setBusy] = useState(false);
  const pair = readiness.formerDomains?.[0];
  if (pair === undefined) return null;
  const { from, to, people } = pair;
  const register = async (chosen: FormerDomain): Promise<void> => {
    setBusy(true);
    await registerFormerDomain(client, chosen);
    setBusy(false);
  };
  return (
    <Notice state="note">
      <Row gap="xs md" align="baseline">
        <span>{text('ask', { from, to, count: people })}</span>
        <Button size="xs" variant="default" loading={busy} onClick={() => void register(pair)} {...refused}>
          {text('act')}
        </Button>
        {/* The direction is only an assumption, and the wrong one would report correct addresses as faulty. */}
        <Button size="xs" variant="subtle" disabled={busy} onClick={() => void register({ from: to, to: from, people })} {...refused}>
          {text('actReverse', { to })}
        </Button>
      </Row>
    </Notice>
  );
};
