import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { KeychainTrouble } from '#renderer/parts/secrets/keychain-trouble.tsx';
import { SecretInput } from '#renderer/parts/secrets/secret-input.tsx';
import { Button, Fold, Form, Muted, TextInput, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/result.ts';

interface SignInProps {
  /** As it is typed; `''` = the stored one. */
  readonly address: string;
  /** What has to be there first, such as the company itself. */
  readonly prepare?: () => Promise<Failure | null>;
  readonly disabled?: boolean;
  readonly onDone: () => Promise<Failure | null>;
}

/** Gets an access key by signing in, for whoever has none to paste. What is typed here is used once and forgotten. */
export const SignIn = ({ address, prepare, disabled = false, onDone }: SignInProps) => {
  const text = useText('server.signIn');
  const client = useClient();
  const [loginId, setLoginId] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const work = async (): Promise<Failure | null> => {
    const unprepared = (await prepare?.()) ?? null;
    if (unprepared !== null) return unprepared;
    const signedIn = await client.call('server.signIn', { address: address.trim() === '' ? null : address.trim(), loginId, password });
    setPassword('');
    if (!signedIn.ok) return signedIn.error;
    setLoginId('');
    return onDone();
  };
  const submit = async (): Promise<void> => {
    if (busy || disabled || loginId === '' || password === '') return;
    setBusy(true);
    setFailure(await work());
    setBusy(false);
  };
  return (
    <Fold title={<h2>{text('title')}</h2>}>
      <Form onSubmit={() => void submit()}>
        <Muted component="p">{text('hint')}</Muted>
        <TextInput
          label={text('loginId')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={loginId}
          onChange={(event) => setLoginId(event.currentTarget.value)}
        />
        <SecretInput label={text('password')} value={password} onChange={setPassword} />
        {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => setFailure(null)} />}
        <div>
          <Button type="submit" variant="default" loading={busy} disabled={disabled || loginId === '' || password === ''}>
            {text('submit')}
          </Button>
        </div>
      </Form>
    </Fold>
  );
};
