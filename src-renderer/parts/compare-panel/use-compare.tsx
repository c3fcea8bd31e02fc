import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useShownCompany } from '#renderer/client/index.ts';
import { type CompareAddresses, createComparer } from './comparison.ts';

const CompareContext = createContext<CompareAddresses>(createComparer([]));

/** Provides the comparison with the old and new domains of the open company. */
export const CompareProvider = ({ children }: { children: ReactNode }) => {
  const aliasDomains = useShownCompany()?.aliasDomains;
  const compare = useMemo(() => createComparer(aliasDomains ?? []), [aliasDomains]);
  return <CompareContext value={compare}>{children}</CompareContext>;
};

export const useCompare = (): CompareAddresses => useContext(CompareContext);
