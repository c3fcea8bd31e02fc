import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { Transport } from './transport.ts';

const ClientContext = createContext<Transport | null>(null);

export const ClientProvider = ({ client, children }: { client: Transport; children: ReactNode }) => (
  <ClientContext value={client}>{children}</ClientContext>
);

/** Returns the transport to the main process. Throws outside `ClientProvider`, which is a programming error. */
export const useClient = (): Transport => {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('useClient outside ClientProvider');
  return client;
};
