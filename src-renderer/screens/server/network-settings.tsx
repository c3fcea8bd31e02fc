import { useEffect, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ConnectionSettings, ProxySetting } from '#shared/contract/connections/connections.ts';
import { useClient } from '../../client/index.ts';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { SecretField } from '../../parts/secrets/secret-field.tsx';
import {
  Button,
  ErrorState,
  FieldGroup,
  Fold,
  Form,
  Muted,
  NumberInput,
  Row,
  Select,
  Stack,
  StateMark,
  Textarea,
  TextInput,
  useText,
} from '../../ui/index.ts';
import { Authorities } from './authorities.tsx';
import { ClientCertificate } from './client-certificate.tsx';
import { createNetworkDraft, findMissingInput, type NetworkDraft, toSettingsChange } from './network-draft.ts';
import classes from './server.module.css';

interface NetworkSettingsProps {
  /** The typed address if it differs from the saved one. */
  readonly address: string | undefined;
  readonly settings: ConnectionSettings;
  readonly onChanged: () => void;
}

/** Network settings for the company's servers; collapsed, because most companies need none. */
export const NetworkSettings = ({ address, settings, onChanged }: NetworkSettingsProps) => {
  const text = useText('server.network');
  const client = useClient();
  /** Edits over the saved values, which may change underneath. */
  const [typed, setTyped] = useState<Partial<NetworkDraft>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const draft = { ...createNetworkDraft(settings), ...typed };
  const change = toSettingsChange(draft, settings);
  const isSaved = change === null;
  const missing = findMissingInput(draft);
  const edit = (part: Partial<NetworkDraft>): void => {
    setSaved(false);
    setTyped((now) => ({ ...now, ...part }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the saved ones are others, not when typing comes back to them.
  useEffect(() => {
    if (isSaved) setTyped({});
  }, [settings]);
  const save = async (): Promise<void> => {
    if (change === null || missing !== null) return;
    setBusy(true);
    const result = await client.call('connections.changeSettings', change);
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    setFailure(null);
    setSaved(true);
    onChanged();
  };
  const { proxy, extraCa, clientCertificate } = settings;
  return (
    <Fold
      className={classes.fold}
      title={
        <>
          <h2>{text('title')}</h2>
          <Muted>
            {text('summary', {
              proxy: text(`proxies.${proxy.kind}`),
              authorities: extraCa.length,
              certificate: clientCertificate === null ? 'none' : clientCertificate.state,
              basic: settings.basicUser === '' ? 'none' : 'set',
            })}
          </Muted>
        </>
      }
    >
      <Stack gap="xl" className={classes.folded}>
        <Form onSubmit={() => void save()}>
          <ProxyFields draft={draft} settings={settings} onEdit={edit} />
          <TextInput
            id={getFieldId('basicUser')}
            label={text('basicUser')}
            description={text('basicUserHint')}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={draft.basicUser}
            onChange={(event) => edit({ basicUser: event.currentTarget.value })}
          />
          <TimeoutFields draft={draft} onEdit={edit} />
          {failure === null ? null : <ErrorState failure={failure} />}
          <Row gap="md">
            <Button type="submit" variant="default" loading={busy} disabled={change === null || missing !== null}>
              {text('save')}
            </Button>
            <span role="status">
              {missing !== null && change !== null ? (
                text(`missing.${missing}`)
              ) : saved ? (
                <StateMark state="ready" label={text('saved')} />
              ) : null}
            </span>
          </Row>
        </Form>
        {proxy.kind === 'manual' && proxy.user !== '' ? (
          <div id={getFieldId('proxyPassword')}>
            <SecretField name="proxy-password" />
          </div>
        ) : null}
        {settings.basicUser === '' ? null : (
          <div id={getFieldId('basicPassword')}>
            <SecretField name="http-basic-password" address={address} />
          </div>
        )}
        <Authorities settings={settings} onChanged={onChanged} />
        <ClientCertificate settings={settings} onChanged={onChanged} />
        <Muted component="p">{text('verified')}</Muted>
      </Stack>
    </Fold>
  );
};

interface FieldsProps {
  readonly draft: NetworkDraft;
  readonly onEdit: (part: Partial<NetworkDraft>) => void;
}

const KINDS = ['system', 'none', 'manual', 'pac'] as const satisfies readonly ProxySetting['kind'][];

const ProxyFields = ({ draft, settings, onEdit }: FieldsProps & { readonly settings: ConnectionSettings }) => {
  const text = useText('server.network');
  const { host } = settings;
  const kinds = KINDS.filter((kind) => kind !== 'pac' || host.pac || draft.kind === 'pac');
  const hint =
    draft.kind === 'system'
      ? host.system === 'desktop'
        ? text('hints.desktop')
        : text('hints.environment', { proxy: host.environmentProxy === '' ? 'none' : host.environmentProxy })
      : text(`hints.${draft.kind}`);
  return (
    <>
      <Select
        id={getFieldId('proxy')}
        label={text('proxy')}
        description={host.pac ? hint : `${hint}${text('hints.noScript')}`}
        data={kinds.map((kind) => ({ value: kind, label: text(`proxies.${kind}`) }))}
        value={draft.kind}
        onChange={(kind) => onEdit({ kind: kind as NetworkDraft['kind'] })}
      />
      {draft.kind === 'manual' ? (
        <>
          <TextInput
            label={text('proxyUrl')}
            placeholder="proxy.example.co.jp:8080"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={2048}
            value={draft.proxyUrl}
            onChange={(event) => onEdit({ proxyUrl: event.currentTarget.value })}
          />
          <Textarea
            label={text('bypass')}
            description={text('bypassHint')}
            autosize
            minRows={2}
            maxRows={6}
            spellCheck={false}
            value={draft.bypass}
            onChange={(event) => onEdit({ bypass: event.currentTarget.value })}
          />
          <TextInput
            id={getFieldId('proxyUser')}
            label={text('proxyUser')}
            description={text('proxyUserHint')}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={draft.proxyUser}
            onChange={(event) => onEdit({ proxyUser: event.currentTarget.value })}
          />
        </>
      ) : null}
      {draft.kind === 'pac' ? (
        <TextInput
          label={text('scriptUrl')}
          placeholder="https://proxy.example.co.jp/proxy.pac"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={2048}
          value={draft.scriptUrl}
          onChange={(event) => onEdit({ scriptUrl: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
};

const TIMEOUTS = ['connect', 'headers', 'body'] as const;

const TimeoutFields = ({ draft, onEdit }: FieldsProps) => {
  const text = useText('server.network');
  return (
    <FieldGroup legend={text('timeouts')} id={getFieldId('timeouts')}>
      <Muted component="p">{text('timeoutsHint')}</Muted>
      <div className={classes.numbers}>
        {TIMEOUTS.map((name) => (
          <NumberInput
            key={name}
            label={text(`timeout.${name}`)}
            suffix={text('seconds')}
            min={1}
            max={600}
            allowDecimal={false}
            value={draft[name]}
            onChange={(value) => onEdit({ [name]: typeof value === 'number' ? value : Number.NaN })}
          />
        ))}
      </div>
    </FieldGroup>
  );
};
