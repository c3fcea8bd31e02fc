import type { Result } from '#shared/contract/call/result.ts';
import type { EventName } from '#shared/contract/events.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { EventHub } from './event-hub.ts';
import type { Connection, Transport } from './transport.ts';
import { createFailure } from './transport.ts';

const RETRY_MS = [250, 500, 1000, 2000, 4000] as const;
const JSON_TYPE = { 'Content-Type': 'application/json' } as const;

/** Splits a byte stream into lines; a line that spans two chunks is joined. */
export async function* splitLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (line !== '') yield line;
  }
}

/** How the host identifies the page: by the session's bearer on this computer, or by a cookie on a team server. */
export type HttpAccess = { readonly kind: 'bearer'; readonly bearer: string } | { readonly kind: 'cookie' };

/** A host over HTTP: events as NDJSON, files as uploads and downloads. */
export const createHttpClient = (access: HttpAccess): Transport => {
  const hub = new EventHub();
  const watchers = new Set<(connection: Connection) => void>();
  // The header that a team server requires cannot be sent by a form or link of another site.
  const authorization: Record<string, string> =
    access.kind === 'bearer' ? { Authorization: `Bearer ${access.bearer}` } : { 'X-Tsunagi-Call': '1' };
  let connection: Connection = 'open';

  const tell = (state: Connection): void => {
    if (state === connection || connection === 'taken') return;
    connection = state;
    for (const watcher of watchers) watcher(state);
  };

  /** The session has ended. On a team server the person signs in again. */
  const lose = (): void => {
    if (access.kind === 'cookie') window.location.assign('/sign-in');
    else tell('taken');
  };

  const answer = async <T>(request: Promise<Response>): Promise<Result<T>> => {
    try {
      const response = await request;
      if (response.status === 401) lose();
      if (response.status === 401 || response.status === 403) return createFailure('not-allowed');
      return (await response.json()) as Result<T>;
    } catch {
      return createFailure('closing');
    }
  };

  const post = <T>(path: string, body: unknown): Promise<Result<T>> =>
    answer<T>(fetch(path, { method: 'POST', headers: { ...authorization, ...JSON_TYPE }, body: JSON.stringify(body) }));

  const upload = (file: File): Promise<Result<FileToken>> =>
    answer<FileToken>(
      fetch(`/files?name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: { ...authorization, 'Content-Type': 'application/octet-stream' },
        body: file,
      }),
    );

  const listen = async (): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const response = await fetch('/events', { headers: authorization });
        if (response.status === 401 || response.status === 403) return lose();
        if (response.ok && response.body !== null) {
          tell('open');
          attempt = 0;
          for await (const line of splitLines(response.body)) {
            const { event, data } = JSON.parse(line) as { event?: EventName; data?: unknown };
            if (event !== undefined) hub.emit(event, data);
          }
        }
      } catch {
        // The host was closed or is restarting; the next attempt shows which.
      }
      tell('lost');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]));
    }
  };
  void listen();

  return {
    host: access.kind === 'bearer' ? 'node' : 'server',
    companyId: null,
    call: (name, input, { company, callId = crypto.randomUUID() } = {}) => post('/call', { name, input, company, callId }),
    cancel: (callId) => void post('/cancel', { callId }),
    on: (event, listener) => hub.on(event, listener),
    pickFile: async (accept) => {
      const file = await askForFile(accept);
      return file === null ? { ok: true, value: null } : upload(file);
    },
    dropFile: upload,
    saveFile: async ({ token, name }) => {
      try {
        const response = await fetch(`/files/${encodeURIComponent(token)}`, { headers: authorization });
        // A failure is JSON; a report is always sent as bytes.
        if (response.headers.get('Content-Type') !== 'application/octet-stream') return answer(Promise.resolve(response));
        offerDownload(await response.blob(), name);
        return { ok: true, value: { saved: true, name: null } };
      } catch {
        return createFailure('closing');
      }
    },
    onConnection: (listener) => {
      watchers.add(listener);
      listener(connection);
      return () => watchers.delete(listener);
    },
  };
};

const askForFile = (accept: string): Promise<File | null> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.hidden = true;
    const finish = (): void => {
      resolve(input.files?.[0] ?? null);
      input.remove();
    };
    input.addEventListener('change', finish, { once: true });
    input.addEventListener('cancel', finish, { once: true });
    document.body.append(input);
    input.click();
  });

const offerDownload = (blob: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser keeps the blob once the download has started.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};
