import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { WatchOutbox } from '#main/app/reports/watch-outbox.ts';
import { sendWaitingMessages } from '#main/hosts/cli/watch/delivery-channels.ts';
import type { WatchOutput } from '#main/hosts/cli/watch/watch-log.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { startMailServer } from '../../support/mail-server.ts';
import { createOutboxEntry } from '../../support/outbox-entry.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('messages not sent in the available time are reported as such, and are sent by the next run', async () => {
  const folder = temporaryFolder('late');
  const server = await startMailServer({});
  try {
    const outbox = new WatchOutbox(folder, 2);
    for (const run of [1, 2]) await outbox.keep(createOutboxEntry(run));
    const mail = {
      server: { host: '127.0.0.1', port: server.port, protection: 'none' as const, login: null, authorities: null },
      from: 'tsunagi@example.co.jp',
      to: ['it@example.co.jp'],
    };
    const over = new AbortController();
    const output: WatchOutput = {
      translate: createTexts('ja'),
      progress: () => undefined,
      result: () => undefined,
      print: () => undefined,
      warn: () => undefined,
      logFailure: () => undefined,
    };
    over.abort();
    await expect(sendWaitingMessages(outbox, { mail, webhook: null }, output, over.signal)).rejects.toMatchObject({
      failure: { code: 'delivery-failed', params: { way: 'mail', fault: 'over', waiting: 2 } },
    });
    expect(server.received).toEqual([]);
    await sendWaitingMessages(outbox, { mail, webhook: null }, output);
    expect(server.received).toHaveLength(2);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
