import type { Sandbox } from '#main/sandbox/sandbox.ts';
import { type HostClient, unwrapResult } from './host-clients.ts';

/** Creates a company, shows it, connects it to the sandbox and reads the server. */
export async function connectCompany(client: HostClient, { address, accessKey }: Pick<Sandbox, 'address' | 'accessKey'>): Promise<void> {
  unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  unwrapResult(await client.call('secrets.useSession', { use: true }));
  unwrapResult(await client.call('server.connect', { address, accessKey }));
  const { error } = await client.finish(client.call('plan.readServer', {}));
  if (error !== null) throw new Error(JSON.stringify(error));
}
