import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { KeychainTrouble } from '#renderer/parts/secrets/keychain-trouble.tsx';
import { Button, Fold, Form, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { EMPTY_CREDENTIALS, hasCredentials, SignInFields } from '../../parts/server-access/sign-in-fields.tsx';

interface SignInProps {
  /** The address as typed; `''` = the saved one. */
  readonly address: string;
  readonly onDone: () => Promise<Failure | null>;
}

/** Gets an access key by signing in. The input is used once and discarded. */
export const SignInForm = ({ address, onDone }: SignInProps) => {
  const text = useText('server.signIn');
  const client = useClient();
  const [words, setWords] = useState(EMPTY_CREDENTIALS);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const work = async (): Promise<Failure | null> => {
    const signedIn = await client.call('server.signIn', { address: address.trim() === '' ? null : address.trim(), ...words });
    setWords(signedIn.ok ? EMPTY_CREDENTIALS : { ...words, password: '' });
    return signedIn.ok ? onDone() : signedIn.error;
  };
  const submit = async (): Promise<void> => {
    if (busy || !hasCredentials(words)) return;
    setBusy(true);
    setFailure(await work());
    setBusy(false);
  };
  return (
    <Fold title={<h2>{text('title')}</h2>}>
      <Form onSubmit={() => void submit()}>
        <SignInFields value={words} onChange={setWords} />
        {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => setFailure(null)} />}
        <div>
          <Button type="submit" variant="default" loading={busy} disabled={!hasCredentials(words)}>
            {text('submit')}
          </Button>
        </div>
      </Form>
    </Fold>
  );
};
