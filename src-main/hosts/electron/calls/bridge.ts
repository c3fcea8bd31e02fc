import type { IpcRenderer } from 'electron';
import { readCallOptions } from './call-options.ts';
import { CHANNELS, type KnownNames } from './channels.ts';

/** The window's interface to the main process. It exposes no Electron objects. */
export interface Bridge {
  readonly call: (name: unknown, input: unknown, options?: unknown) => Promise<unknown>;
  readonly cancel: (callId: unknown) => void;
  readonly on: (event: unknown, listener: unknown) => () => void;
  /** Registers a file dropped on the window and returns its token. */
  readonly dropFile: (file: unknown) => Promise<unknown>;
}

/** Electron's `webUtils.getPathForFile`. */
type PathOfFile = (file: File) => string;

/** Maximum number of desktop requests buffered until the page listens. */
const MAX_BUFFERED = 8;
const KEPT_EVENT = 'go';

const refusal = (code: 'unknown-call' | 'invalid-input'): unknown => ({ ok: false, error: { code, params: {} } });

/**
 * Creates the four functions of the bridge, frozen. Unknown call and event names are not forwarded; listeners receive data only; only
 * Electron provides the path of a file, so a page cannot choose one.
 */
export function createBridge(ipc: Pick<IpcRenderer, 'invoke' | 'send' | 'on'>, known: KnownNames, pathOf: PathOfFile): Bridge {
  // Adds only one Electron listener per event, which calls all listeners of the page.
  const listeners = new Map<string, Set<{ readonly tell: (data: unknown) => void }>>();
  const kept: unknown[] = [];
  ipc.on(CHANNELS.event, (_event: unknown, name: unknown, data: unknown) => {
    if (name === KEPT_EVENT && (listeners.get(KEPT_EVENT)?.size ?? 0) === 0) kept.push(...(kept.length < MAX_BUFFERED ? [data] : []));
    for (const { tell } of [...(listeners.get(String(name)) ?? [])]) {
      try {
        tell(data);
      } catch (error) {
        // An error of one page listener is rethrown after all others were called.
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
        // The value is not a file.
      }
      // A file created in a page has no path.
      return path === '' ? refusal('invalid-input') : ipc.invoke(CHANNELS.drop, path);
    },
  });
}
