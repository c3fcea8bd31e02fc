import { useMemo } from 'react';
import { useText } from '#renderer/ui/index.ts';
import type { AccountRow } from '#shared/contract/fixes.ts';

type Change = AccountRow['changes'][number];

export interface AccountWords {
  /** What is done to the account, with its groups. */
  readonly change: (change: Change) => string;
  readonly why: (why: AccountRow['why']) => string;
}

/** Changes of accounts in words. Looked up once for a list. */
export const useAccountWords = (): AccountWords => {
  const text = useText('fix.account');
  return useMemo(
    () => ({
      change: ({ kind, from, group }) => text(`do.${kind}`, { from, group }),
      why: (why) => text(`why.${why}`),
    }),
    [text],
  );
};
