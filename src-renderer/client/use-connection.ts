import { useEffect, useState } from 'react';
import { useClient } from './context.tsx';
import type { Connection } from './transport.ts';

/** State of the connection to the main process. */
export const useConnection = (): Connection => {
  const client = useClient();
  const [connection, setConnection] = useState<Connection>('open');
  useEffect(() => client.onConnection(setConnection), [client]);
  return connection;
};
