import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { type CompanyDirectory, DIRECTORY_KINDS, type DirectoryKind } from '#shared/domain/integration/cloud-directory.ts';
import { useClient } from '../../client/index.ts';
import { Button, ErrorState, Form, Row, Select, useText } from '../../ui/index.ts';
import { CloudFields } from './cloud-fields.tsx';
import { createDirectoryDraft, type DirectoryDraft, findDraftFaults, toCompanyDirectory } from './directory-draft.ts';
import classes from './directory-source.module.css';
import { LdapFields } from './ldap-fields.tsx';

interface DirectoryFormProps {
  readonly directory: CompanyDirectory | null;
  readonly onEnd: () => void;
}

/** Settings of the company's directory. Nothing is sent when they are saved. */
export const DirectoryForm = ({ directory, onEnd }: DirectoryFormProps) => {
  const text = useText('directorySource');
  const client = useClient();
  const [draft, setDraft] = useState(() => createDirectoryDraft(directory));
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const faults = findDraftFaults(draft);
  const edit = (part: Partial<DirectoryDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const errorOf = (field: keyof DirectoryDraft): string | undefined => {
    const fault = isTried ? faults[field] : undefined;
    return fault && text(`fault.${fault}`);
  };
  const chooseKind = (kind: DirectoryKind): void => {
    edit({ kind });
    setTried(false);
    setFailure(null);
  };
  const save = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    setBusy(true);
    const result = await client.call('connections.changeDirectory', { server: toCompanyDirectory(draft) });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    onEnd();
  };
  const fields = { draft, edit, errorOf };
  return (
    <Form className={classes.form} onSubmit={() => void save()} aria-label={text('setUp')}>
      <Select
        label={text('kind')}
        data={DIRECTORY_KINDS.map((value) => ({ value, label: text(`kinds.${value}`) }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={(value) => chooseKind(value as DirectoryKind)}
      />
      {draft.kind === 'ldap' ? <LdapFields {...fields} /> : <CloudFields {...fields} kind={draft.kind} />}
      {failure === null ? null : <ErrorState failure={failure} />}
      <Row>
        <Button type="submit" loading={busy}>
          {text('save')}
        </Button>
        <Button variant="default" onClick={onEnd}>
          {text('cancel')}
        </Button>
      </Row>
    </Form>
  );
};
