import { useEffect, useState } from 'react';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import { dismissJob, runJob, useClient, useShowCompany } from '../../client/index.ts';
import { NameDialog } from '../../parts/name-dialog/name-dialog.tsx';
import { Dialog, Form, FormEnd, Muted, TextInput, useText } from '../../ui/index.ts';

export interface CompanyDialogProps {
  readonly company: Company;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export const RenameCompanyDialog = ({ company, opened, onClose }: CompanyDialogProps) => {
  const text = useText('app.company');
  const client = useClient();
  const [name, setName] = useState(company.name);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (!opened) return;
    setName(company.name);
    setFailure(null);
  }, [opened, company.name]);

  const submit = async (): Promise<void> => {
    const result = await client.call('companies.rename', { id: company.id, name: name.trim() });
    if (!result.ok) return setFailure(result.error);
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={text('renameTitle')}>
      <Form onSubmit={() => void submit()}>
        <TextInput
          label={text('name')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Muted component="p">{text('kindStays')}</Muted>
        <FormEnd
          failure={failure}
          onCancel={onClose}
          disabled={name.trim() === '' || name.trim() === company.name}
          action={text('renameDo')}
        />
      </Form>
    </Dialog>
  );
};

/** Asks for confirmation; for a production company its name must be typed. */
export const DeleteCompanyDialog = ({ company, opened, onClose }: CompanyDialogProps) => {
  const text = useText('app.company');
  const client = useClient();
  const mustType = company.kind === 'production';
  return (
    <NameDialog
      opened={opened}
      onClose={onClose}
      title={text('deleteTitle', { name: company.name })}
      body={text('deleteBody', { name: company.name })}
      name={mustType ? company.name : null}
      action={text('deleteDo')}
      danger
      onDo={(typed) => client.call('companies.delete', { id: company.id, confirmName: mustType ? typed : company.name })}
    />
  );
};

/** Resets the demo company: drafts, decisions and history are deleted. */
export const ResetDemoDialog = ({ company, opened, onClose }: CompanyDialogProps) => {
  const text = useText('app.company');
  const client = useClient();
  const showCompany = useShowCompany();
  const reset = async (): Promise<Result<unknown>> => {
    const removed = await client.call('companies.delete', { id: company.id, confirmName: company.name });
    if (!removed.ok) return removed;
    const opening = await runJob(client, client.call('companies.openDemo', {}));
    if (!opening.ok) return opening;
    const { id, error, result } = opening.value;
    dismissJob(id);
    if (error !== null) return { ok: false, error };
    return typeof result?.['companyId'] === 'string' ? showCompany(result['companyId']) : opening;
  };
  return (
    <NameDialog
      opened={opened}
      onClose={onClose}
      title={text('resetTitle')}
      body={text('resetBody', { name: company.name })}
      name={null}
      action={text('resetDo')}
      danger
      onDo={reset}
    />
  );
};
