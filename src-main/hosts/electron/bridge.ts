import type { IpcRenderer } from 'electron';
import { CHANNELS, type KnownNames } from './channels.ts';

/** What the window gets of the main process. Nothing of Electron is in it or comes through it. */
export interface Bridge {
  readonly call: (name: unknown, input: unknown, callId?: unknown) => Promise<unknown>;
  readonly cancel: (callId: unknown) => void;
  readonly on: (event: unknown, listener: unknown) => () => void;
}

const refusal = (code: 'unknown-call' | 'invalid-input'): unknown => ({ ok: false, error: { code, params: {} } });

/** Makes the three frozen functions. Unknown names never leave the window; listeners receive data only. */
export function createBridge(ipc: Pick<IpcRenderer, 'invoke' | 'send' | 'on' | 'removeListener'>, known: KnownNames): Bridge {
  return Object.freeze({
    async call(name: unknown, input: unknown, callId?: unknown): Promise<unknown> {
      if (typeof name !== 'string' || !known.calls.has(name)) return refusal('unknown-call');
      if (callId !== undefined && typeof callId !== 'string') return refusal('invalid-input');
      return ipc.invoke(CHANNELS.call, name, input, callId);
    },
    cancel(callId: unknown): void {
      if (typeof callId === 'string') ipc.send(CHANNELS.cancel, callId);
    },
    on(event: unknown, listener: unknown): () => void {
      if (typeof event !== 'string' || !known.events.has(event) || typeof listener !== 'function') return () => {};
      const forward = (_event: unknown, name: unknown, data: unknown): void => {
        if (name === event) listener(data);
      };
      ipc.on(CHANNELS.event, forward);
      return () => {
        ipc.removeListener(CHANNELS.event, forward);
      };
    },
  });
}
