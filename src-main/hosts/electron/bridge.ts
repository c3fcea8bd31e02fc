import type { IpcRenderer } from 'electron';
import { readCallOptions } from './call-options.ts';
import { CHANNELS, type KnownNames } from './channels.ts';

/** What the window gets of the main process. Nothing of Electron is in it or comes through it. */
export interface Bridge {
  readonly call: (name: unknown, input: unknown, options?: unknown) => Promise<unknown>;
  readonly cancel: (callId: unknown) => void;
  readonly on: (event: unknown, listener: unknown) => () => void;
  /** Takes a file that was dropped on the window and answers its token. */
  readonly dropFile: (file: unknown) => Promise<unknown>;
}

/** What Electron's `webUtils` tells of a dropped file. */
type PathOfFile = (file: File) => string;

/** Requests of the desktop that come before the page listens are kept for it, at most so many. */
const MOST_KEPT = 8;
const KEPT_EVENT = 'go';

const refusal = (code: 'unknown-call' | 'invalid-input'): unknown => ({ ok: false, error: { code, params: {} } });

/**
 * Makes the four frozen functions. Unknown names never leave the window; listeners receive data only; of a file only what
 * Electron itself says of it leaves, so that a page cannot name one.
 */
export function createBridge(ipc: Pick<IpcRenderer, 'invoke' | 'send' | 'on'>, known: KnownNames, pathOf: PathOfFile): Bridge {
  // One listener of Electron's for all of the page's, however many screens listen.
  const listeners = new Map<string, Set<{ readonly tell: (data: unknown) => void }>>();
  const kept: unknown[] = [];
  ipc.on(CHANNELS.event, (_event: unknown, name: unknown, data: unknown) => {
    if (name === KEPT_EVENT && (listeners.get(KEPT_EVENT)?.size ?? 0) === 0) kept.push(...(kept.length < MOST_KEPT ? [data] : []));
    for (const { tell } of [...(listeners.get(String(name)) ?? [])]) {
      try {
        tell(data);
      } catch (error) {
        // The page's own fault is told as such, after the others have heard.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  });
  return Object.freeze({
    async call(name: unknown, input: unknown, options?: unknown): Promise<unknown> {
      if (typeof name !== 'string' || !known.calls.has(name)) return refusal('unknown-call');
      const said = readCallOptions(options);
      return said === null ? refusal('invalid-input') : ipc.invoke(CHANNELS.call, name, input, said);
    },
    cancel(callId: unknown): void {
      if (typeof callId === 'string') ipc.send(CHANNELS.cancel, callId);
    },
    on(event: unknown, listener: unknown): () => void {
      if (typeof event !== 'string' || !known.events.has(event) || typeof listener !== 'function') return () => {};
      const entry = { tell: (data: unknown) => void listener(data) };
      const entries = listeners.get(event) ?? new Set();
      listeners.set(event, entries.add(entry));
      if (event === KEPT_EVENT) for (const data of kept.splice(0)) queueMicrotask(() => entry.tell(data));
      return () => {
        entries.delete(entry);
      };
    },
    async dropFile(file: unknown): Promise<unknown> {
      let path = '';
      try {
        path = pathOf(file as File);
      } catch {
        // Not a file.
      }
      // What was made in a page lies on no disk.
      return path === '' ? refusal('invalid-input') : ipc.invoke(CHANNELS.drop, path);
    },
  });
}
