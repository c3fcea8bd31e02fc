import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createDispatcher, createEventBus, type EventBus, type Procedure } from '#main/app/dispatcher.ts';
import { createFileTokens, type FileTokens } from '#main/app/services/file-tokens.ts';
import { type NodeHost, type NodeHostOptions, startNodeHost } from '#main/hosts/node/server.ts';
import { readPageFiles } from '#main/hosts/policy/page-files.ts';
import type { CallName } from '#shared/contract/calls.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/companies/console.ts';
import { handledBy } from './handled-by.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface TestHost {
  readonly host: NodeHost;
  readonly files: FileTokens;
  readonly bus: EventBus;
  readonly folder: string;
  /** Errors that the host recorded as bugs; tests that expect none check this list. */
  readonly bugs: unknown[];
  /** Returns the request headers of a page with this session. */
  readonly headers: (bearer: string) => Record<string, string>;
  /** Exchanges a new launch token for a session, as the page does. */
  openSession(): Promise<{ bearer: string; ticket: string }>;
  /** Calls like the page does; returns the parsed body. */
  call(bearer: string, name: string, input: unknown): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** Starts the real Node host with a real dispatcher, a few handlers, and a page of three files. */
export async function startTestHost(
  handlers: { readonly [N in CallName]?: Procedure<N> } = {},
  options: Pick<NodeHostOptions, 'idle' | 'patience'> = {},
): Promise<TestHost> {
  const folder = temporaryFolder('host');
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(
    join(folder, 'page', 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>page</title><script type="module" src="/assets/a.js"></script>',
  );
  writeFileSync(join(folder, 'page', 'assets', 'a.js'), 'document.title = "script ran";');
  writeFileSync(join(folder, 'page', 'assets', 'a.js.map'), '{}');
  writeFileSync(join(folder, 'secret.txt'), 'outside of the page');
  const bugs: unknown[] = [];
  const reportBug = (_where: string, error: unknown): string => `ref-${bugs.push(error)}`;
  const bus = createEventBus(reportBug);
  const files = createFileTokens(join(folder, 'temporary'));
  const all = handledBy({ 'console.settings': () => DEFAULT_SETTINGS, ...handlers });
  const dispatcher = createDispatcher(all, bus, reportBug, String);
  const host = await startNodeHost({ dispatcher, files, page: readPageFiles(join(folder, 'page')), reportBug, ...options });
  const headers = (bearer: string): Record<string, string> => ({
    Origin: host.origin,
    'Content-Type': 'application/json',
    Authorization: `Bearer ${bearer}`,
  });
  return {
    host,
    files,
    bus,
    folder,
    bugs,
    headers,
    async openSession() {
      const token = new URL(host.launchUrl()).hash.slice('#token='.length);
      const response = await fetch(`${host.origin}/session`, { method: 'POST', headers: headers(''), body: JSON.stringify({ token }) });
      return (await response.json()) as { bearer: string; ticket: string };
    },
    async call(bearer, name, input) {
      const response = await fetch(`${host.origin}/call`, {
        method: 'POST',
        headers: headers(bearer),
        body: JSON.stringify({ name, input }),
      });
      return { status: response.status, body: await response.json() };
    },
    async close() {
      await host.close();
      await dispatcher.close();
      files.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sends raw bytes and returns the response until the connection ends or `waitMs` has passed. */
export function sendRaw(port: number, text: string | Uint8Array, waitMs = 3_000): Promise<{ text: string; ended: boolean }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    let ended = false;
    const timer = setTimeout(() => socket.destroy(), waitMs);
    socket.on('connect', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('end', () => {
      ended = true;
    });
    socket.on('error', () => {
      ended = true;
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ text: answer, ended });
    });
  });
}

/** Returns the status of a raw response; 0 if there is no status line. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
