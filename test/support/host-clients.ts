import { EventEmitter } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createWindowCaller } from '#main/app/dispatcher.ts';
import type { FileDialogs } from '#main/app/ports.ts';
import type { ConfirmTrust } from '#main/company/trust/trust-changes.ts';
import { createBridge } from '#main/hosts/electron/calls/bridge.ts';
import { serveCalls } from '#main/hosts/electron/calls/call-server.ts';
import { startNodeHost } from '#main/hosts/node/server.ts';
import { type OpenConsole, openConsole } from '#main/hosts/open-console.ts';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import { createLog } from '#main/storage/log/log.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { EVENTS } from '#shared/contract/events.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { APPLICATION, CLI } from './built.ts';
import { CALL_NAMES } from './call-names.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A console on a separate folder, called through one of the hosts. */
export interface HostClient {
  readonly folder: string;
  readonly console: OpenConsole;
  /** Calls for the company that was opened last, unless another one is given. */
  call<N extends CallName>(name: N, input: CallInput<N>, company?: string): Promise<Result<CallOutput<N>>>;
  /** Like `call`, for inputs that the types forbid. */
  callAnything(name: unknown, input: unknown, company?: unknown): Promise<Result<unknown>>;
  /** Starts a job and polls until it ends. */
  finish(started: Promise<Result<{ jobId: string }>>): Promise<Job>;
  close(): Promise<void>;
}

/** Returns the value of a result; throws if it is a failure. */
export function unwrapResult<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

type Ask = (name: unknown, input: unknown, company: unknown) => Promise<Result<unknown>>;

async function openClient(
  folder: string,
  wayIn: ConnectClient,
  confirmTrust: ConfirmTrust,
  dialogs: FileDialogs | null,
): Promise<HostClient> {
  const log = createLog({ folder: join(folder, 'log') });
  const console = openConsole({
    host: 'node',
    dataFolder: folder,
    commandProgram: [process.execPath, CLI],
    log,
    dialogs,
    openLink: async () => ({ ok: true, value: {} }),
    confirmTrust,
    workerFile: APPLICATION,
  });
  const { ask, close } = await wayIn(console);
  const shown = (): string | undefined => console.settings.get().lastCompanyId ?? undefined;
  const callAnything = (name: unknown, input: unknown, company: unknown = shown()) => ask(name, input, company);
  const call = <N extends CallName>(name: N, input: CallInput<N>, company?: string) =>
    callAnything(name, input, company) as Promise<Result<CallOutput<N>>>;
  return {
    folder,
    console,
    call,
    callAnything,
    async finish(started) {
      const answer = await started;
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      for (;;) {
        const listed = await call('jobs.list', {});
        const job = listed.ok ? listed.value.jobs.find(({ id }) => id === answer.value.jobId) : undefined;
        if (job === undefined) throw new Error('the job is not listed');
        if (job.state !== 'running') return job;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async close() {
      await close();
      await console.close();
      log.close();
    },
  };
}

/** Connects a caller with the dispatcher, directly or through a host. */
type ConnectClient = (behind: Pick<OpenConsole, 'dispatcher' | 'files'>) => Promise<{ ask: Ask; close(): Promise<void> }>;

/** The dispatcher itself, without a host. */
const connectDirectly: ConnectClient = async ({ dispatcher }) => ({
  ask: (name, input, company) => dispatcher.call(name, input, { company, caller: createWindowCaller() }),
  close: async () => undefined,
});

/** The Node host over real HTTP, with a session like a page's. */
const connectOverHttp: ConnectClient = async ({ dispatcher, files }) => {
  const host = await startNodeHost({ dispatcher, files, page: () => null, reportBug: () => 'ref' });
  const post = async (path: string, body: unknown, bearer = ''): Promise<Response> =>
    fetch(`${host.origin}${path}`, {
      method: 'POST',
      headers: { Origin: host.origin, 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` },
      body: JSON.stringify(body),
    });
  const token = new URL(host.launchUrl()).hash.slice('#token='.length);
  const { bearer } = (await (await post('/session', { token })).json()) as { bearer: string };
  const ask: Ask = async (name, input, company) =>
    (await (await post('/call', { name, input, company }, bearer)).json()) as Result<unknown>;
  return { ask, close: () => host.close() };
};

/** The Electron host's call server and the preload's bridge, with a wire of the structured clone between them. */
const connectOverBridge: ConnectClient = async ({ dispatcher }) => {
  const ORIGIN = 'app://ui';
  const frame = { url: `${ORIGIN}/`, origin: ORIGIN, parent: null, processId: 6, routingId: 4, isDestroyed: () => false };
  const contents = Object.assign(new EventEmitter(), { isDestroyed: () => false, send: () => undefined, mainFrame: frame });
  let handle: ((event: unknown, ...message: unknown[]) => unknown) | undefined;
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (_channel: string, handler: typeof handle) => {
      handle = handler;
    },
    removeHandler: () => undefined,
  });
  const refused: string[] = [];
  const parts = { ipcMain, contents, dispatcher, onRefused: (problem: string) => refused.push(problem) };
  const stop = serveCalls(parts as unknown as Parameters<typeof serveCalls>[0]);
  const event = { sender: contents, senderFrame: frame };
  const wire = {
    invoke: async (_channel: string, ...message: unknown[]) => structuredClone(await handle?.(event, ...structuredClone(message))),
    send() {},
    on() {},
    removeListener() {},
  };
  const known = { calls: new Set(CALL_NAMES), events: new Set(Object.keys(EVENTS)) };
  const bridge = createBridge(wire as unknown as Parameters<typeof createBridge>[0], known, () => '');
  return {
    ask: (name, input, company) => bridge.call(name, input, { company }) as Promise<Result<unknown>>,
    close: async () => stop(),
  };
};

/** Through the bridge to the Node host, and from there to the dispatcher, so that one run detects what either of them changes. */
const connectOverBoth: ConnectClient = async ({ dispatcher, files }) => {
  const http = await connectOverHttp({ dispatcher, files });
  const call = (name: unknown, input: unknown, context: { company?: unknown } = {}) => http.ask(name, input, context.company);
  const bridge = await connectOverBridge({ dispatcher: { ...dispatcher, call }, files });
  return {
    ask: bridge.ask,
    async close() {
      await bridge.close();
      await http.close();
    },
  };
};

/**
 * Tests of the contract itself use each connection. Tests of the calls' behavior use both hosts at once, because starting a host takes
 * time.
 */
export const HOST_CLIENTS = {
  dispatcher: connectDirectly,
  'Node host': connectOverHttp,
  'Electron bridge': connectOverBridge,
  'both hosts': connectOverBoth,
} as const;
export type HostClientName = keyof typeof HOST_CLIENTS;

/** Opens a console on a new folder, or on the given one. The host's confirmation dialog is accepted by default. */
export const openHostClient = (
  name: HostClientName,
  folder = temporaryFolder('contract'),
  confirmTrust: ConfirmTrust = async () => 'yes',
  dialogs: FileDialogs | null = null,
): Promise<HostClient> => openClient(folder, HOST_CLIENTS[name], confirmTrust, dialogs);

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Opens the demo company behind a host and writes its lists as files into a separate folder. */
export async function openDemoWithLists(way: HostClientName): Promise<{ client: HostClient; lists: string }> {
  const lists = temporaryFolder('lists');
  await writeDemoFiles(lists);
  const client = await openHostClient(way);
  const job = await client.finish(client.call('companies.openDemo', {}));
  if (job.error !== null) throw new Error(JSON.stringify(job.error));
  return { client, lists };
}
