import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import {
  AMAZON_BUSINESS_REGIONS,
  AMAZON_TOKEN_SERVERS,
  type AmazonBusinessConnection,
  isAmazonClientId,
} from '#shared/domain/integration/amazon-business.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { useCall, useClient, useShownCompany } from '../../client/index.ts';
import { ConnectionTest } from '../../parts/connection-test/connection-test.tsx';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { useConnectionTest } from '../../parts/connection-test/use-connection-test.ts';
import { KeychainTrouble } from '../../parts/secrets/keychain-trouble.tsx';
import { SecretField } from '../../parts/secrets/secret-field.tsx';
import {
  Button,
  ErrorState,
  Facts,
  Form,
  Mono,
  Muted,
  Notice,
  Row,
  Select,
  SkeletonRows,
  Stack,
  TextInput,
  useText,
} from '../../ui/index.ts';

const DEMO_VALUES = {
  clientId: DEMO_AMAZON_BUSINESS.clientId,
  secret: DEMO_AMAZON_CLIENT_SECRET,
  token: DEMO_AMAZON_REFRESH_TOKEN,
};

/** The company's access to the Amazon Business API: settings, secrets and test. */
export const AmazonBusiness = () => {
  const text = useText('amazonBusiness');
  const settings = useCall('connections.amazonBusiness', {});
  const [isEditing, setEditing] = useState(false);
  const isDemo = useShownCompany()?.company.kind === 'demo';
  const connection = settings.value?.connection;
  return (
    <Stack gap="lg">
      <Muted component="p">{text('untried')}</Muted>
      {isDemo ? <Notice state="unknown">{text('demo', DEMO_VALUES)}</Notice> : null}
      {settings.loading ? <SkeletonRows rows={3} /> : null}
      {settings.error !== null && connection === undefined ? <ErrorState failure={settings.error} onRetry={settings.refetch} /> : null}
      {connection === undefined ? null : isEditing ? (
        <BusinessForm connection={connection} onEnd={() => setEditing(false)} />
      ) : connection === null ? (
        <Row>
          <Muted>{text('none')}</Muted>
          <Button variant="default" onClick={() => setEditing(true)}>
            {text('setUp')}
          </Button>
        </Row>
      ) : (
        <KnownConnection connection={connection} onEdit={() => setEditing(true)} />
      )}
    </Stack>
  );
};

interface KnownProps {
  readonly connection: AmazonBusinessConnection;
  readonly onEdit: () => void;
}

const KnownConnection = ({ connection, onEdit }: KnownProps) => {
  const text = useText('amazonBusiness');
  const client = useClient();
  const test = useConnectionTest('business');
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = (): void => void test.start(client.call('connections.testAmazonBusiness', {}));
  const remove = async (): Promise<void> => {
    const result = await client.call('connections.changeAmazonBusiness', { connection: null });
    setFailure(result.ok ? null : result.error);
  };
  return (
    <>
      <Facts terms="9rem" lines>
        <dt>{text('region')}</dt>
        <dd>{text(`regions.${connection.region}`)}</dd>
        <dt>{text('tokenServer')}</dt>
        <dd>
          <Mono>api.amazon.{connection.tokenServer}</Mono>
        </dd>
        <dt>{text('clientId')}</dt>
        <dd>
          <Mono>{connection.clientId}</Mono>
        </dd>
      </Facts>
      <div id={getFieldId('businessSecret')}>
        <SecretField name="amazon-client-secret" hint={text('secretHint')} />
      </div>
      <div id={getFieldId('businessToken')}>
        <SecretField name="amazon-refresh-token" hint={text('tokenHint')} />
      </div>
      <Row>
        <Button variant="default" loading={test.running} onClick={check}>
          {text('test')}
        </Button>
        <Button variant="default" onClick={onEdit}>
          {text('change')}
        </Button>
        <Button variant="subtle" onClick={() => void remove()}>
          {text('remove')}
        </Button>
      </Row>
      {failure === null ? null : <ErrorState failure={failure} />}
      {test.run == null && !test.running && test.failure === null ? null : (
        <ConnectionTest
          target="business"
          work={test}
          fields={['businessSecret', 'businessToken']}
          title={text('testTitle')}
          failure={test.failure === null ? null : <KeychainTrouble failure={test.failure} onRetry={check} />}
        />
      )}
    </>
  );
};

interface FormProps {
  readonly connection: AmazonBusinessConnection | null;
  readonly onEnd: () => void;
}

/** Settings of the Amazon Business API. Nothing is sent when they are saved. */
const BusinessForm = ({ connection, onEnd }: FormProps) => {
  const text = useText('amazonBusiness');
  const client = useClient();
  const [draft, setDraft] = useState<AmazonBusinessConnection>(connection ?? { ...DEMO_AMAZON_BUSINESS, clientId: '' });
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const edit = (part: Partial<AmazonBusinessConnection>): void => setDraft((now) => ({ ...now, ...part }));
  const isValid = isAmazonClientId(draft.clientId.trim());
  const save = async (): Promise<void> => {
    setTried(true);
    if (!isValid) return;
    setBusy(true);
    const result = await client.call('connections.changeAmazonBusiness', { connection: { ...draft, clientId: draft.clientId.trim() } });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    onEnd();
  };
  return (
    <Form onSubmit={() => void save()} aria-label={text('setUp')}>
      <p>{text('permission')}</p>
      <Select
        label={text('region')}
        data={AMAZON_BUSINESS_REGIONS.map((value) => ({ value, label: text(`regions.${value}`) }))}
        value={draft.region}
        allowDeselect={false}
        onChange={(value) => edit({ region: value as AmazonBusinessConnection['region'] })}
      />
      <Select
        label={text('tokenServer')}
        description={text('tokenServerHint')}
        data={AMAZON_TOKEN_SERVERS.map((value) => ({ value, label: `api.amazon.${value}` }))}
        value={draft.tokenServer}
        allowDeselect={false}
        onChange={(value) => edit({ tokenServer: value as AmazonBusinessConnection['tokenServer'] })}
      />
      <TextInput
        id={getFieldId('businessClient')}
        label={text('clientId')}
        description={text('clientIdHint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={draft.clientId}
        error={isTried && !isValid ? text('clientIdFault') : undefined}
        onChange={(event) => edit({ clientId: event.currentTarget.value })}
      />
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
