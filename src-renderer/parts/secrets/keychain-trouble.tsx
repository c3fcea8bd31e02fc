import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { isKeychainFailure } from './secret-view.ts';

interface KeychainTroubleProps {
  readonly failure: Failure;
  /** Repeats the failed action. */
  readonly onRetry: () => void;
}

/** A failure to save a secret. If the keychain is the cause, it offers to keep the value in memory until Tsunagi quits. */
export const KeychainTrouble = ({ failure, onRetry }: KeychainTroubleProps) => {
  const text = useText('secretsPart');
  const client = useClient();
  const [refused, setRefused] = useState<Failure | null>(null);
  if (!isKeychainFailure(failure)) return <ErrorState failure={failure} />;
  const remember = async (): Promise<void> => {
    const chosen = await client.call('secrets.useSession', { use: true });
    if (!chosen.ok) return setRefused(chosen.error);
    onRetry();
  };
  return (
    <ErrorState
      failure={refused ?? failure}
      onRetry={onRetry}
      action={
        <Button variant="default" onClick={() => void remember()}>
          {text('remember')}
        </Button>
      }
    />
  );
};
