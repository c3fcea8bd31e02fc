import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { CertificateInfo, ConnectionSettings } from '#shared/contract/connections/connections.ts';
import { useClient } from '../../client/index.ts';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { Button, ErrorState, Muted, PlainList, Row, Stack, StateMark, Switch, Textarea, useFormat, useText } from '../../ui/index.ts';
import classes from './server.module.css';

interface AuthoritiesProps {
  readonly settings: ConnectionSettings;
  readonly onChanged: () => void;
}

/** Certification authorities that are trusted in addition to the public ones. */
export const Authorities = ({ settings, onChanged }: AuthoritiesProps) => {
  const text = useText('server.network');
  const client = useClient();
  const [pasting, setPasting] = useState(false);
  const [pem, setPem] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const change = async (wish: CallInput<'connections.changeSettings'>): Promise<void> => {
    setBusy(true);
    const result = await client.call('connections.changeSettings', wish);
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (!result.ok) return;
    setPasting(false);
    setPem('');
    onChanged();
  };
  const choose = async (): Promise<void> => {
    const chosen = await client.pickFile('.pem,.crt,.cer,.der');
    if (!chosen.ok) setFailure(chosen.error);
    else if (chosen.value !== null) await change({ extraCa: { file: chosen.value.token } });
  };
  return (
    <Stack component="section" gap="sm" className={classes.block} id={getFieldId('extraCa')}>
      <h3>{text('extraCa')}</h3>
      <Muted component="p">{text('extraCaHint')}</Muted>
      <Switch
        label={text('systemStore')}
        description={text('systemStoreHint')}
        checked={settings.systemStore}
        onChange={(event) => void change({ systemStore: event.currentTarget.checked })}
      />
      {settings.extraCa.length === 0 ? null : (
        <PlainList className={classes.certificates}>
          {settings.extraCa.map((certificate) => (
            <li key={certificate.fingerprint}>
              <CertificateLines certificate={certificate} />
              <Button
                size="xs"
                variant="default"
                aria-label={text('removeNamed', { name: certificate.subject })}
                onClick={() => void change({ extraCa: { remove: certificate.fingerprint } })}
              >
                {text('remove')}
              </Button>
            </li>
          ))}
        </PlainList>
      )}
      {pasting ? (
        <Textarea
          label={text('pem')}
          placeholder="-----BEGIN CERTIFICATE-----"
          data-mono
          autosize
          minRows={4}
          maxRows={8}
          spellCheck={false}
          data-autofocus
          value={pem}
          onChange={(event) => setPem(event.currentTarget.value)}
        />
      ) : null}
      {failure === null ? null : <ErrorState failure={failure} />}
      <Row>
        {pasting ? (
          <>
            <Button size="xs" loading={busy} disabled={pem.trim() === ''} onClick={() => void change({ extraCa: { add: pem } })}>
              {text('add')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setPasting(false)}>
              {text('cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => void choose()}>
              {text('chooseCa')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setPasting(true)}>
              {text('pasteCa')}
            </Button>
          </>
        )}
      </Row>
    </Stack>
  );
};

/** Owner, issuer and expiry of a certificate. */
export const CertificateLines = ({ certificate }: { readonly certificate: CertificateInfo }) => {
  const text = useText('server.network');
  const format = useFormat();
  const { subject, issuer, expiresAt, state, fingerprint } = certificate;
  return (
    <div className={classes.certificate} title={`SHA-256 ${fingerprint}`}>
      <b>{subject}</b>
      <span>{text('issuer', { issuer })}</span>
      {state === 'valid' ? (
        <span>{text('expires', { date: format.date(expiresAt) })}</span>
      ) : (
        <StateMark state="risk" label={text(`certificate.${state}`, { date: format.date(expiresAt) })} />
      )}
    </div>
  );
};
