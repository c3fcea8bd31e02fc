import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ConnectionSettings } from '#shared/contract/connections/connections.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { useClient } from '../../client/index.ts';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { KeychainTrouble } from '../../parts/secrets/keychain-trouble.tsx';
import { SecretInput } from '../../parts/secrets/secret-input.tsx';
import { Button, Mono, Muted, Notice, PlainList, Row, Stack, useText } from '../../ui/index.ts';
import { CertificateLines } from './authorities.tsx';
import classes from './server.module.css';

interface ClientCertificateProps {
  readonly settings: ConnectionSettings;
  readonly onChanged: () => void;
}

/** PEM certificate and key may be separate files. */
const MAX_FILES = 2;

/** The client certificate. Its key is encrypted; the passphrase is in the keychain. */
export const ClientCertificate = ({ settings, onChanged }: ClientCertificateProps) => {
  const text = useText('server.network');
  const client = useClient();
  const [files, setFiles] = useState<readonly FileToken[]>([]);
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const known = settings.clientCertificate;

  const choose = async (): Promise<void> => {
    const chosen = await client.pickFile('.pfx,.p12,.pem,.crt,.cer,.key');
    if (!chosen.ok) return setFailure(chosen.error);
    const file = chosen.value;
    if (file !== null) setFiles((now) => [...now, file].slice(-MAX_FILES));
    setFailure(null);
  };
  const giveUp = (): void => {
    setFiles([]);
    setPassphrase('');
    setFailure(null);
  };
  const save = async (wish: { tokens: string[]; passphrase: string } | null): Promise<void> => {
    setBusy(true);
    const result = await client.call('connections.changeSettings', { clientCertificate: wish });
    setBusy(false);
    // The files were read and their tokens are no longer valid.
    setFiles([]);
    if (!result.ok) return setFailure(result.error);
    giveUp();
    onChanged();
  };
  return (
    <Stack component="section" gap="sm" className={classes.block} id={getFieldId('clientCertificate')}>
      <h3>{text('clientCertificate')}</h3>
      <Muted component="p">{text('clientCertificateHint')}</Muted>
      {known === null ? null : (
        <PlainList className={classes.certificates}>
          <li>
            <CertificateLines certificate={known.certificate} />
            <Button size="xs" variant="default" loading={busy} onClick={() => void save(null)}>
              {text('remove')}
            </Button>
          </li>
        </PlainList>
      )}
      {known?.state === 'locked' ? <Notice state="risk">{text('locked')}</Notice> : null}
      {files.length === 0 ? null : (
        <Stack>
          <PlainList>
            {files.map(({ token, name }) => (
              <li key={token}>
                <Mono>{name}</Mono>
              </li>
            ))}
          </PlainList>
          <div id={getFieldId('clientCertificatePassphrase')}>
            <SecretInput label={text('passphrase')} description={text('passphraseHint')} value={passphrase} onChange={setPassphrase} />
          </div>
        </Stack>
      )}
      {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => setFailure(null)} />}
      <Row>
        {files.length === 0 ? null : (
          <Button size="xs" loading={busy} onClick={() => void save({ tokens: files.map(({ token }) => token), passphrase })}>
            {text('saveCertificate')}
          </Button>
        )}
        {files.length >= MAX_FILES ? null : (
          <Button size="xs" variant="default" onClick={() => void choose()}>
            {text(files.length === 1 ? 'chooseKey' : known === null ? 'chooseCertificate' : 'replaceCertificate')}
          </Button>
        )}
        {files.length === 0 ? null : (
          <Button size="xs" variant="default" onClick={giveUp}>
            {text('cancel')}
          </Button>
        )}
      </Row>
    </Stack>
  );
};
