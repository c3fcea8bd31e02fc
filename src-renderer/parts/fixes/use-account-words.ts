import { useMemo } from 'react';
import { useText } from '#renderer/ui/index.ts';
import type { AccountRow } from '#shared/contract/fixes/fixes.ts';

type Change = AccountRow['changes'][number];

export interface AccountTexts {
  /** Describes the change of an account with its groups. */
  readonly change: (change: Change) => string;
  readonly why: (why: AccountRow['why']) => string;
}

/** Texts for changes of accounts, looked up once per list. */
export const useAccountTexts = (): AccountTexts => {
  const text = useText('fix.account');
  return useMemo(
    () => ({
      change: ({ kind, from, group }) => text(`do.${kind}`, { from, group }),
      why: (why) => text(`why.${why}`),
    }),
    [text],
  );
};
