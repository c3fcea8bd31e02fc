import { randomUUID } from 'node:crypto';
import type { IpcMain, WebContents } from 'electron';
import { fail, type Result } from '#shared/contract/call/result.ts';
import { createWindowCaller, type Dispatcher } from '../../../app/dispatcher.ts';
import { OPERATOR_ID } from '../../../company/caller.ts';
import { readCallOptions } from './call-options.ts';
import { CHANNELS } from './channels.ts';
import { isAcceptablePayload } from './payload.ts';
import { isTrustedSender, type OwnContents } from './trusted-sender.ts';

export interface CallServerParts {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on' | 'removeHandler' | 'removeListener'>;
  /** The window whose messages are accepted. */
  readonly contents: Pick<WebContents, 'on' | 'isDestroyed' | 'send'> & OwnContents;
  readonly dispatcher: Pick<Dispatcher, 'call' | 'cancel' | 'on'>;
  /** Logs that a message was refused, and which check it failed. */
  readonly onRefused: (problem: 'sender' | 'payload') => void;
}

/** Serves the contract to one window; checks sender and size of each message. Returns a function that stops it. */
export function serveCalls({ ipcMain, contents, dispatcher, onRefused }: CallServerParts): () => void {
  // A closed page cannot receive responses, so its calls are canceled. Ids come from the page and may repeat.
  const running = new Map<string, string>();

  const giveUpAll = (): void => {
    for (const id of running.keys()) dispatcher.cancel(id);
  };

  ipcMain.handle(CHANNELS.call, async (event, ...message: unknown[]): Promise<Result<unknown>> => {
    if (!isTrustedSender(event, contents)) {
      onRefused('sender');
      return fail('not-allowed');
    }
    const [name, input, options] = message;
    const said = readCallOptions(options);
    if (message.length > 3 || said === null || !isAcceptablePayload([name, input])) {
      onRefused('payload');
      return fail('invalid-input');
    }
    const id = randomUUID();
    running.set(id, said.callId ?? '');
    try {
      return await dispatcher.call(name, input, { caller: createWindowCaller(), company: said.company, callId: id });
    } finally {
      running.delete(id);
    }
  });

  const cancel = (event: Parameters<typeof isTrustedSender>[0], callId: unknown): void => {
    if (!isTrustedSender(event, contents)) onRefused('sender');
    else if (typeof callId === 'string' && callId !== '') {
      for (const [id, theirs] of running) if (theirs === callId) dispatcher.cancel(id);
    }
  };
  ipcMain.on(CHANNELS.cancel, cancel);

  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) giveUpAll();
  });
  contents.on('render-process-gone', giveUpAll);

  const silence = dispatcher.on((event, data, owner) => {
    if ((owner ?? OPERATOR_ID) !== OPERATOR_ID) return;
    if (!contents.isDestroyed()) contents.send(CHANNELS.event, event, data);
  });

  return () => {
    ipcMain.removeHandler(CHANNELS.call);
    ipcMain.removeListener(CHANNELS.cancel, cancel);
    silence();
    giveUpAll();
  };
}
