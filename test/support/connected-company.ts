import type { Sandbox } from '#main/sandbox/sandbox.ts';
import { answered, type Door } from './console-doors.ts';

/** A new company, shown, whose server is the sandbox and has been read. */
export async function connectCompany(door: Door, { address, accessKey }: Pick<Sandbox, 'address' | 'accessKey'>): Promise<void> {
  answered(await door.call('companies.create', { name: '自社', kind: 'test' }));
  answered(await door.call('secrets.useSession', { use: true }));
  answered(await door.call('server.connect', { address, accessKey }));
  const { error } = await door.finish(door.call('plan.readServer', {}));
  if (error !== null) throw new Error(JSON.stringify(error));
}
