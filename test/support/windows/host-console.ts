import { expect } from 'vitest';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { startHostProgram } from '../started-host.ts';

const STACK = /^ {4}at /m;

/** The built Node host as a separate process, called like its page calls it. It uses the system's keychain. */
export interface HostConsole {
  /** Throws if the result is a failure. `company` is the ID of the company that the call is about. */
  call<N extends CallName>(name: N, input: CallInput<N>, company?: string): Promise<CallOutput<N>>;
  /** Uploads a file; returns its token. */
  give(name: string, content: string): Promise<string>;
  /** Returns the content of a file that the host wrote. */
  take(token: string): Promise<string>;
  finish(started: { readonly jobId: string }): Promise<Job>;
  /** Everything printed so far. */
  output(): string;
  /** Returns the content of a file that the host wrote. */
  download(token: string): Promise<string>;
  /** Ends the host immediately; fails if it printed a stack trace. */
  kill(): Promise<void>;
  /** Ends the host with Ctrl+C; fails if it printed a stack trace or its exit code is not 0. */
  end(): Promise<void>;
}

export async function openHostConsole(dataFolder: string, env: Readonly<Record<string, string>> = {}): Promise<HostConsole> {
  const host = startHostProgram(['--no-open', `--data-dir=${dataFolder}`], env);
  const { origin, hash } = await host.address;
  let bearer = '';
  const send = (path: string, body: string, type = 'application/json'): Promise<Response> =>
    fetch(origin + path, { method: 'POST', headers: { Origin: origin, 'Content-Type': type, Authorization: `Bearer ${bearer}` }, body });
  const session = await send('/session', JSON.stringify({ token: hash.slice('#token='.length) }));
  bearer = ((await session.json()) as { bearer: string }).bearer;

  const call: HostConsole['call'] = async <N extends CallName>(name: N, input: CallInput<N>, company?: string) => {
    const response = await send('/call', JSON.stringify({ name, input, ...(company !== undefined && { company }) }));
    const result = (await response.json()) as Result<CallOutput<N>>;
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  };
  return {
    call,
    async give(name, content) {
      const response = await send(`/files?name=${encodeURIComponent(name)}`, content, 'application/octet-stream');
      return ((await response.json()) as { value: { token: string } }).value.token;
    },
    async take(token) {
      const response = await fetch(`${origin}/files/${token}`, { headers: { Origin: origin, Authorization: `Bearer ${bearer}` } });
      expect(response.status).toBe(200);
      return response.text();
    },
    async finish({ jobId }) {
      for (;;) {
        const job = (await call('jobs.list', {})).jobs.find(({ id }) => id === jobId);
        if (job !== undefined && job.state !== 'running') return job;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    output: host.output,
    download: async (token) => (await fetch(`${origin}/files/${token}`, { headers: { Authorization: `Bearer ${bearer}` } })).text(),
    async kill() {
      host.child.kill('SIGKILL');
      await host.code;
      expect(host.output()).not.toMatch(STACK);
    },
    async end() {
      host.child.kill('SIGINT');
      expect(await host.code).toBe(0);
      expect(host.output()).not.toMatch(STACK);
    },
  };
}

/** Returns a list of NEO users with this many people. */
export const peopleList = (rows: number): string =>
  `ログインID,氏名,職場用メールアドレス\r\n${Array.from({ length: rows }, (_, at) => `u${at},利用者${at},u${at}@example.co.jp\r\n`).join('')}`;

/** The draft of a new invoice group. */
export const newInvoiceGroup = (number: number): CallInput<'drafts.apply'> => ({
  command: {
    kind: 'put',
    section: 'invoice_groups',
    id: `group-${number}`,
    note: '',
    body: { code: `C${number}`, name: `グループ ${number}`, users: [], organizations: [] },
  },
});

/** Creates and opens a company, reads its server, and removes the limits on affected people. Returns its ID. */
export async function createConnectedCompany(
  console: HostConsole,
  { address, accessKey }: { readonly address: string; readonly accessKey: string },
): Promise<string> {
  await console.call('console.changeSettings', { operatorName: '担当' });
  const { id } = await console.call('companies.create', { name: '自社', kind: 'test' });
  await console.call('companies.open', { id });
  await console.call('server.connect', { address, accessKey }, id);
  const { policy } = await console.call('plan.policy', {}, id);
  await console.call('plan.changePolicy', { policy: { ...policy, people: { count: null, percent: null, floor: 0 } } }, id);
  return id;
}
