import type { Client } from '#shared/contract/client.ts';
import type { Transport } from './transport.ts';
import { failure } from './transport.ts';

declare global {
  interface Window {
    /** What the preload script exposes, frozen: `call`, `cancel`, `on` and nothing else. */
    readonly tsunagi?: Client;
  }
}

/** The desktop host: the preload's three functions, and the system's own file dialogs. */
export const electronClient = (bridge: Client): Transport => {
  const call: Transport['call'] = async (name, input, callId) => {
    try {
      return await bridge.call(name, input, callId);
    } catch {
      return failure('internal');
    }
  };
  return {
    host: 'electron',
    call,
    cancel: (callId) => bridge.cancel(callId),
    on: (event, listener) => bridge.on(event, listener),
    pickFile: () => call('files.choose', {}),
    dropFile: null,
    saveFile: ({ token }) => call('files.save', { token }),
    onConnection: (listener) => {
      listener('open');
      return () => {};
    },
  };
};
