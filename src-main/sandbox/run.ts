import { join } from 'node:path';
import { createDemoCompany, DEMO_SEED } from './company/company.ts';
import { writeDemoFiles } from './demo-files.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

/** Output of a standalone sandbox: a message key below `sandbox.`, with its parameters. */
export type SandboxMessage =
  | { readonly key: 'listening'; readonly params: { readonly address: string } }
  | { readonly key: 'accessKey'; readonly params: { readonly accessKey: string } }
  | {
      readonly key: 'amazon';
      readonly params: Readonly<Record<'punchoutUrl' | 'poRequestUrl' | 'systemLogin' | 'sharedSecret', string>>;
    }
  | { readonly key: 'login'; readonly params: { readonly loginId: string; readonly password: string } }
  | { readonly key: 'file'; readonly params: { readonly path: string } }
  | { readonly key: 'byHand'; readonly params: Readonly<Record<string, never>> }
  | { readonly key: 'command'; readonly params: { readonly command: string } };

export interface RunSandboxOptions {
  /** Port; 0 or omitted = any free port. */
  readonly port?: number;
  /** Folder for database and lists; omitted = in memory, and no files are written. */
  readonly dataFolder?: string;
  readonly platform?: NonNullable<SandboxOptions['platform']>;
  /** Path of the modules; omitted = the usual path of the platform. */
  readonly folder?: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly print: (news: SandboxMessage) => void;
}

/** Runs the demo company alone and prints its address. The caller closes it. */
export async function runSandbox({ port = 0, dataFolder, today, print, ...layout }: RunSandboxOptions): Promise<Sandbox> {
  const files = dataFolder === undefined ? [] : await writeDemoFiles(dataFolder, createDemoCompany(DEMO_SEED, today));
  const database = dataFolder === undefined ? ':memory:' : join(dataFolder, 'groupware.sqlite');
  const sandbox = await startSandbox({ ...layout, port, database, today });
  print({ key: 'listening', params: { address: sandbox.address } });
  print({ key: 'accessKey', params: { accessKey: sandbox.accessKey } });
  print({ key: 'login', params: { ...sandbox.login } });
  const { origin, punchoutPath, poPath, systemLogin, sharedSecret } = sandbox.amazon;
  print({
    key: 'amazon',
    params: { punchoutUrl: `${origin}${punchoutPath}`, poRequestUrl: `${origin}${poPath}`, systemLogin, sharedSecret },
  });
  for (const path of files) print({ key: 'file', params: { path } });
  print({ key: 'byHand', params: {} });
  for (const command of commandsByHand(sandbox)) print({ key: 'command', params: { command } });
  return sandbox;
}

/** Returns command lines that acquire the lease, read the serial numbers with their revisions, and write one. */
function commandsByHand({ moduleAddress, accessKey }: Sandbox): readonly string[] {
  const call = (parameters: string): string => `curl -H "X-Desknets-Auth: ${accessKey}" ${parameters} ${moduleAddress('tsunagi')}`;
  const target = 'section=serials&id=demo-serial-standard&if_revision=REVISION&request_id=by-hand-1&lease=LEASE';
  return [
    call('-d "action=acquire_lease&holder=by-hand&ttl_s=600"'),
    call('-d "action=list_objects&section=serials"'),
    call(`-d "action=put_object&${target}" --data-urlencode "body@body.json"`),
  ];
}
