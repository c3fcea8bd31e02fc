import { useEffect, useRef, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { useShowCompany } from '../../client/index.ts';
import { enterCompany, nameCompany, useNavigation } from '../../navigation/index.ts';
import { endWelcome, useWelcome } from '../../screens/welcome/welcome-state.ts';

interface AddressedCompany {
  /** Why the company of a link could not be shown; `null` = no failure. */
  readonly failure: Failure | null;
  readonly forget: () => void;
}

/** Synchronizes the company in the address with the shown company; the more recent change wins. `shown: undefined` = not known yet. */
export const useAddressCompanySync = (shown: string | null | undefined): AddressedCompany => {
  const showCompany = useShowCompany();
  const asked = useNavigation((state) => state.here.company);
  const visit = useNavigation((state) => state.here.visit);
  const [failure, setFailure] = useState<Failure | null>(null);
  const before = useRef<string | null | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second visit to a company that is gone says so again.
  useEffect(() => {
    if (shown === undefined) return;
    const isChanged = before.current !== undefined && before.current !== shown;
    before.current = shown;
    if (asked === shown) return;
    if (asked === null || (shown === null && isChanged)) nameCompany(shown);
    else if (shown !== null && isChanged) {
      // The welcome screen does its own navigation.
      if (!useWelcome.getState().open) enterCompany(shown);
    } else {
      let isNewest = true;
      void showCompany(asked).then((result) => {
        if (result.ok) return endWelcome();
        // Another company was requested or shown since: a late refusal must not lead away from it.
        if (!isNewest) return;
        setFailure(result.error);
        // The link belonged to other data, so its screen and parameters are dropped.
        if (shown === null) nameCompany(null);
        else enterCompany(shown, undefined, 'instead');
      });
      return () => {
        isNewest = false;
      };
    }
  }, [showCompany, shown, asked, visit]);
  return { failure, forget: () => setFailure(null) };
};
