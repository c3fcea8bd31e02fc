import type { Result } from '#shared/contract/call/result.ts';
import type { Client } from '#shared/contract/client.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { announceSaved } from './saved-file.ts';
import type { Transport } from './transport.ts';
import { createFailure } from './transport.ts';

declare global {
  interface Window {
    /** The frozen object that the preload script exposes. */
    readonly tsunagi?: Client & { dropFile(file: File): Promise<Result<FileToken>> };
  }
}

/** The desktop host: the preload's functions, and the system's own file dialogs. */
export const createElectronClient = (bridge: NonNullable<Window['tsunagi']>): Transport => {
  const call: Transport['call'] = async (name, input, options) => {
    try {
      return await bridge.call(name, input, options);
    } catch {
      return createFailure('internal');
    }
  };
  return {
    host: 'electron',
    companyId: null,
    call,
    cancel: (callId) => bridge.cancel(callId),
    on: (event, listener) => bridge.on(event, listener),
    pickFile: (accept) => call('files.choose', { endings: accept.split(',').map((ending) => ending.trim().replace(/^\./, '')) }),
    dropFile: (file) => bridge.dropFile(file).catch(() => createFailure('internal')),
    async saveFile({ token }) {
      const saved = await call('files.save', { token });
      if (saved.ok && saved.value.name !== null) announceSaved({ token, name: saved.value.name });
      return saved;
    },
    onConnection: (listener) => {
      listener('open');
      return () => {};
    },
  };
};
