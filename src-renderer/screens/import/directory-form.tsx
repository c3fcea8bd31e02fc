import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { DIRECTORY_PROTECTIONS, type DirectoryServer } from '#shared/domain/integration/directory-server.ts';
import { useClient } from '../../client/index.ts';
import { fieldId } from '../../parts/connection-test/field.ts';
import { Button, ErrorState, Form, Row, Select, TextInput, useText } from '../../ui/index.ts';
import { type DirectoryDraft, draftOf, faultsOf, serverOf, withProtection } from './directory-draft.ts';
import classes from './directory-source.module.css';

interface DirectoryFormProps {
  readonly server: DirectoryServer | null;
  readonly onEnd: () => void;
}

const TEXT_FIELDS = ['bindDn', 'baseDn', 'filter', 'codeAttribute'] as const;
const IDS = { host: 'directoryServer', baseDn: 'directoryBase', filter: 'directoryFilter' } as const;
const HINTS = { bindDn: 'bindDnHint', baseDn: 'baseDnHint', filter: 'filterHint' } as const;

/** Settings of the company's directory. Nothing is sent when they are saved. */
export const DirectoryForm = ({ server, onEnd }: DirectoryFormProps) => {
  const text = useText('directorySource');
  const client = useClient();
  const [draft, setDraft] = useState(() => draftOf(server));
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const faults = faultsOf(draft);
  const edit = (part: Partial<DirectoryDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const errorOf = (field: keyof DirectoryDraft): string | undefined => {
    const fault = isTried ? faults[field] : undefined;
    return fault && text(`fault.${fault}`);
  };
  const save = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    setBusy(true);
    const result = await client.call('connections.changeDirectory', { server: serverOf(draft) });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    onEnd();
  };
  const common = { autoComplete: 'off', spellCheck: false } as const;
  return (
    <Form className={classes.form} onSubmit={() => void save()} aria-label={text('setUp')}>
      <TextInput
        {...common}
        id={fieldId(IDS.host)}
        label={text('field.host')}
        description={text('field.hostHint')}
        maxLength={253}
        value={draft.host}
        error={errorOf('host')}
        onChange={(event) => edit({ host: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <Select
          label={text('field.protection')}
          data={DIRECTORY_PROTECTIONS.map((value) => ({ value, label: text(`protections.${value}`) }))}
          value={draft.protection}
          onChange={(value) => setDraft((now) => withProtection(now, value as DirectoryServer['protection']))}
        />
        <TextInput
          {...common}
          label={text('field.port')}
          inputMode="numeric"
          maxLength={5}
          value={draft.port}
          error={errorOf('port')}
          onChange={(event) => edit({ port: event.currentTarget.value })}
        />
      </div>
      {TEXT_FIELDS.map((field) => (
        <TextInput
          key={field}
          {...common}
          {...(field in IDS && { id: fieldId(IDS[field as keyof typeof IDS]) })}
          label={text(`field.${field}`)}
          description={field in HINTS ? text(`field.${HINTS[field as keyof typeof HINTS]}`) : undefined}
          maxLength={field === 'filter' ? 2_000 : 1_000}
          value={draft[field]}
          error={errorOf(field)}
          onChange={(event) => edit({ [field]: event.currentTarget.value })}
        />
      ))}
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
