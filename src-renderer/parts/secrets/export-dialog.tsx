import { useState } from 'react';
import { dismissJob, exportFile, useCall, useClient } from '#renderer/client/index.ts';
import {
  Checkbox,
  Dialog,
  ErrorState,
  FieldGroup,
  Form,
  FormEnd,
  Muted,
  Notice,
  SkeletonRows,
  useLanguage,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { MIN_PASSPHRASE_LENGTH } from '#shared/contract/connections/secret-limits.ts';
import type { SecretName } from '#shared/contract/connections/secrets.ts';
import { SecretInput } from './secret-input.tsx';
import { checkPassphrase, hasStoredValue } from './secret-view.ts';

interface ExportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Called with the name of the saved file. */
  readonly onSaved: (name: string) => void;
}

/** Asks for a passphrase and the secrets to include (none by default), and writes the transfer file. */
export const ExportDialog = ({ opened, onClose, onSaved }: ExportDialogProps) => {
  const text = useText('secretsPart');
  return (
    <Dialog opened={opened} onClose={onClose} size={520} title={text('bundle.exportTitle')}>
      <ExportForm onClose={onClose} onSaved={onSaved} />
    </Dialog>
  );
};

const MAX_PASSPHRASE_LENGTH = 1_024;

const ExportForm = ({ onClose, onSaved }: Omit<ExportDialogProps, 'opened'>) => {
  const text = useText('secretsPart');
  const names = useText('secret.name');
  const client = useClient();
  const language = useLanguage();
  const secrets = useCall('secrets.list', {});
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [ticked, setTicked] = useState<readonly SecretName[]>([]);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** `undefined`: the available secrets are not loaded yet. */
  const there = secrets.value?.secrets.filter(hasStoredValue);
  const problem = checkPassphrase(passphrase, again, MIN_PASSPHRASE_LENGTH);

  const write = async (): Promise<void> => {
    setTried(true);
    if (problem !== null || busy || there === undefined) return;
    setBusy(true);
    setFailure(null);
    const exported = await exportFile(client, client.call('secrets.exportBundle', { passphrase, secrets: [...ticked], language }));
    setBusy(false);
    if (!exported.ok) return setFailure(exported.error);
    // Not saved yet: the job tray continues to offer the file.
    if (exported.value === null) return onClose();
    dismissJob(exported.value.jobId);
    onSaved(exported.value.name);
  };
  const tick = (name: SecretName, on: boolean): void => setTicked((now) => (on ? [...now, name] : now.filter((each) => each !== name)));
  return (
    <Form onSubmit={() => void write()}>
      <Muted component="p" size="xs">
        {text('bundle.what')}
      </Muted>
      <SecretInput
        label={text('bundle.passphrase')}
        description={text('bundle.passphraseHint', { count: MIN_PASSPHRASE_LENGTH })}
        maxLength={MAX_PASSPHRASE_LENGTH}
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
        error={tried && problem === 'tooShort' ? text('bundle.tooShort', { count: MIN_PASSPHRASE_LENGTH }) : null}
      />
      <SecretInput
        label={text('bundle.again')}
        maxLength={MAX_PASSPHRASE_LENGTH}
        value={again}
        onChange={setAgain}
        error={tried && problem === 'differs' ? text('bundle.differs') : null}
      />
      {secrets.error !== null ? (
        <ErrorState failure={secrets.error} onRetry={secrets.refetch} />
      ) : there === undefined ? (
        <SkeletonRows rows={1} />
      ) : there.length === 0 ? (
        <Notice>{text('bundle.noSecrets')}</Notice>
      ) : (
        <FieldGroup legend={text('bundle.along')}>
          {there.map(({ name }) => (
            <Checkbox
              key={name}
              label={names(name)}
              checked={ticked.includes(name)}
              onChange={(event) => tick(name, event.currentTarget.checked)}
            />
          ))}
          {ticked.length === 0 ? null : <Notice state="risk">{text('bundle.alongRisk', { count: ticked.length })}</Notice>}
        </FieldGroup>
      )}
      <FormEnd failure={failure} onCancel={onClose} busy={busy} disabled={there === undefined} action={text('bundle.write')} />
    </Form>
  );
};
