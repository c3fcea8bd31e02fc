import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { useCall, useClient, useShowCompany } from '../../client/index.ts';
import { enterCompany } from '../../navigation/index.ts';
import { Button, Dialog, ErrorState, useText } from '../../ui/index.ts';
import { findFreeName } from './first-lists-model.ts';
import { endWelcome } from './welcome-state.ts';

/** Creates a company without lists and opens the set-up guide. */
export const StartGuideButton = () => {
  const text = useText('welcome.setup');
  const company = useText('welcome.company');
  const client = useClient();
  const showCompany = useShowCompany();
  const companies = useCall('companies.list', {}).value?.companies ?? [];
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const start = async (): Promise<void> => {
    setBusy(true);
    const name = findFreeName(
      company('standard'),
      companies.map((each) => each.name),
    );
    const created = await client.call('companies.create', { name, kind: 'test' });
    if (!created.ok) setFailure(created.error);
    else {
      const shown = await showCompany(created.value.id);
      if (shown.ok) {
        enterCompany(created.value.id, 'setup');
        endWelcome();
      } else setFailure(shown.error);
    }
    setBusy(false);
  };
  return (
    <>
      <Button variant="default" loading={busy} onClick={() => void start()}>
        {text('start')}
      </Button>
      <Dialog opened={failure !== null} onClose={() => setFailure(null)} title={text('failed')}>
        {failure === null ? null : <ErrorState failure={failure} />}
      </Dialog>
    </>
  );
};
