import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/result.ts';
import { isKeychainFailure } from './secret-view.ts';

interface KeychainTroubleProps {
  readonly failure: Failure;
  /** Tries again what failed. */
  readonly onRetry: () => void;
}

/**
 * A failure of anything that keeps a secret. Where the keychain is at fault it offers what nobody does unasked: to remember it in memory
 * until the console ends.
 */
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
