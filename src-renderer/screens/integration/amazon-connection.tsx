import { useEffect, useState } from 'react';
import type { AmazonTestOption } from '#shared/contract/connections/connections.ts';
import type { ConnectionField } from '#shared/domain/integration/connection-test/connection-test.ts';
import { useClient } from '../../client/index.ts';
import { ConnectionTest } from '../../parts/connection-test/connection-test.tsx';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { useConnectionTest } from '../../parts/connection-test/use-connection-test.ts';
import { KeychainTrouble } from '../../parts/secrets/index.ts';
import { Button, Checkbox, FieldGroup, Form, Stack, TextInput, useText } from '../../ui/index.ts';

/** Fields that a reason can lead to. */
const FIELDS: readonly ConnectionField[] = ['systemLogin', 'poRequestUrl', 'punchoutUrl', 'catalogPassword', 'testEmail'];
const EXTRAS = ['production', 'profile', 'wrong-secret'] as const satisfies readonly AmazonTestOption[];

/** Tests the values above with Amazon layer by layer, without an order and without opening the shop. */
export const AmazonConnection = () => {
  const text = useText('integrationScreen.connection');
  const client = useClient();
  const test = useConnectionTest('amazon');
  const [testEmail, setTestEmail] = useState<string | null>(null);
  const [extras, setExtras] = useState<readonly AmazonTestOption[]>([]);
  const lastEmail = test.run?.testEmail;

  useEffect(() => {
    if (lastEmail !== undefined) setTestEmail((now) => now ?? lastEmail);
  }, [lastEmail]);

  const check = (): void => void test.start(client.call('connections.testAmazon', { testEmail: testEmail ?? '', extras: [...extras] }));
  const submit = (): void => {
    if (!test.running) check();
  };
  const toggle = (extra: AmazonTestOption): void =>
    setExtras((now) => (now.includes(extra) ? now.filter((each) => each !== extra) : [...now, extra]));
  return (
    <Stack gap="xl">
      <Form onSubmit={submit}>
        <TextInput
          id={getFieldId('testEmail')}
          label={text('testEmail')}
          description={text('testEmailHint')}
          placeholder="taro.yamada@example.co.jp"
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
          maxLength={320}
          value={testEmail ?? ''}
          onChange={(event) => setTestEmail(event.currentTarget.value)}
        />
        <FieldGroup legend={text('extras')}>
          {EXTRAS.map((extra) => (
            <Checkbox
              key={extra}
              label={text(`extra.${extra}.name`)}
              description={text(`extra.${extra}.hint`)}
              checked={extras.includes(extra)}
              onChange={() => toggle(extra)}
            />
          ))}
        </FieldGroup>
        <div>
          <Button type="submit" variant="default" loading={test.running}>
            {text('check')}
          </Button>
        </div>
      </Form>
      <ConnectionTest
        target="amazon"
        title={text('result')}
        work={test}
        fields={FIELDS}
        failure={test.failure === null ? null : <KeychainTrouble failure={test.failure} onRetry={check} />}
      />
    </Stack>
  );
};
