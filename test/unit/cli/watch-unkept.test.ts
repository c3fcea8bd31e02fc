import { expect, it, vi } from 'vitest';
import type { WatchOutbox } from '#main/app/reports/watch-outbox.ts';
import { sendWaitingMessages } from '#main/hosts/cli/watch/delivery-channels.ts';
import type { WatchOutput } from '#main/hosts/cli/watch/watch-log.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { startMailServer } from '../../support/mail-server.ts';
import { createOutboxEntry } from '../../support/outbox-entry.ts';

const ENTRY = createOutboxEntry(1);

it('reports a possible repetition if a message was sent and this could not be recorded', async () => {
  const server = await startMailServer({});
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  const outbox = {
    list: async () => ({ entries: [ENTRY], unreadable: [] }),
    attachmentOf: async () => null,
    prepare: async () => undefined,
    note: () => Promise.reject(full),
  } as unknown as WatchOutbox;
  const mail = {
    server: { host: '127.0.0.1', port: server.port, protection: 'none' as const, login: null, authorities: null },
    from: 'tsunagi@example.co.jp',
    to: ['it@example.co.jp'],
  };
  const warn = vi.fn();
  const output = { translate: createTexts('ja'), warn, result: vi.fn(), print: vi.fn() } as unknown as WatchOutput;
  await expect(sendWaitingMessages(outbox, { mail, webhook: null }, output)).rejects.toMatchObject({ failure: { code: 'storage-full' } });
  await server.close();
  expect(server.received).toHaveLength(1);
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/000000001\.json.*次.*再送信/)]]);
});
