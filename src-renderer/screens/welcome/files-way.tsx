import { useState } from 'react';
import type { Failure } from '#shared/contract/result.ts';
import { showCompany, useClient } from '../../client/index.ts';
import { restartNavigation } from '../../navigation/index.ts';
import { Button, ErrorState, Form, useText } from '../../ui/index.ts';
import type { Company } from './company-fields.tsx';
import { CompanyFields } from './company-fields.tsx';
import { endWelcome, startWelcome } from './welcome-state.ts';

/** Makes the company; its two lists are then chosen in the import. */
export const FilesWay = () => {
  const text = useText('welcome.files');
  const client = useClient();
  const [company, setCompany] = useState<Company>({ name: '', kind: 'test' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    setBusy(true);
    startWelcome();
    const result = await client.call('profiles.create', { name: company.name.trim(), kind: company.kind });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    const shown = await showCompany(client, result.value.id);
    if (!shown.ok) return setFailure(shown.error);
    restartNavigation('import');
    endWelcome();
  };
  return (
    <Form maw="30rem" onSubmit={() => void submit()}>
      <CompanyFields company={company} onChange={setCompany} />
      {failure === null ? null : <ErrorState failure={failure} />}
      <div>
        <Button type="submit" loading={busy} disabled={company.name.trim() === ''}>
          {text('submit')}
        </Button>
      </div>
    </Form>
  );
};
