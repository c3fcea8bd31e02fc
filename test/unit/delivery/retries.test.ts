import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type DeliveryMessage, DeliveryProblem, sendWithRetries } from '#main/delivery/channel.ts';
import { type MailServer, sendMail } from '#main/delivery/mail.ts';
import { parseWebhook, postWebhook, type WebhookAddress } from '#main/delivery/webhook.ts';
import { createWebhookBody, WEBHOOK_FORMS } from '#main/delivery/webhook-body.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { type MailServerBehavior, startMailServer } from '../../support/mail-server.ts';
import { listen } from '../../support/network/servers.ts';

const MESSAGE: DeliveryMessage = {
  id: 'a-message',
  at: '2026-11-24T00:00:00.000Z',
  title: '新しいもの 1 件',
  text: '阿部 愛',
  brief: '1 件',
  numbers: { new: 1 },
  attachment: null,
};
const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of closing.splice(0)) await server.close();
});

/** Retries without waiting; returns the requested waiting times. */
async function retried<T>(send: () => Promise<T>) {
  const pauses: number[] = [];
  const wait = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
  const outcome = await sendWithRetries(send, wait, new AbortController().signal).catch((error: unknown) => error);
  return { outcome, pauses };
}

async function mailing(manners: MailServerBehavior, server: Partial<MailServer> = {}) {
  const started = await startMailServer(manners);
  closing.push(started);
  const at: MailServer = { host: '127.0.0.1', port: started.port, protection: 'none', login: null, authorities: null, ...server };
  const { outcome, pauses } = await retried(() => sendMail(at, 'a@example.co.jp', ['b@example.co.jp'], MESSAGE));
  return { outcome, pauses, attempts: started.attempts(), received: started.received };
}

describe('sending again', () => {
  it('is attempted twice if a mail server asks to retry later, and not if it refuses', async () => {
    expect(await mailing({ busy: 2 })).toMatchObject({
      outcome: { taken: ['b@example.co.jp'], refused: [] },
      pauses: [2000, 8000],
      attempts: 3,
    });
    expect(await mailing({ busy: 3 })).toMatchObject({
      outcome: { fault: 'busy', status: 451 },
      pauses: [2000, 8000],
      attempts: 3,
      received: [],
    });
    expect(await mailing({ refuses: true })).toMatchObject({ outcome: { fault: 'refused', status: 554 }, pauses: [], attempts: 1 });
    expect(await mailing({ unknown: ['b@example.co.jp'] })).toMatchObject({ outcome: { fault: 'recipient', status: 550 }, pauses: [] });
  });

  it.each([
    ['sender', 553],
    ['login', 530],
    ['refused', 552],
  ])('reports %s to the sender if a mail server answers %i', async (fault, status) => {
    expect(await mailing({ foreign: { 'a@example.co.jp': status } })).toMatchObject({ outcome: { fault, status }, pauses: [] });
  });

  it('happens if the server does not respond', async () => {
    const free = await listen(createTcpServer());
    await free.close();
    const away = await retried(() =>
      sendMail(
        { host: '127.0.0.1', port: free.port, protection: 'none', login: null, authorities: null },
        'a@example.co.jp',
        ['b@example.co.jp'],
        MESSAGE,
      ),
    );
    expect(away).toMatchObject({ outcome: { fault: 'unreachable', status: null }, pauses: [2000, 8000] });
    const cut = await listen(createTcpServer((socket) => socket.destroy()));
    closing.push(cut);
    expect(
      await retried(() =>
        sendMail(
          { host: '127.0.0.1', port: cut.port, protection: 'none', login: null, authorities: null },
          'a@example.co.jp',
          ['b@example.co.jp'],
          MESSAGE,
        ),
      ),
    ).toMatchObject({ outcome: { fault: 'unreachable' }, pauses: [2000, 8000] });
  });

  it('waits as long as a webhook asks for, within reason', async () => {
    const answers = ['5', '9999', 'Fri, 27 Nov 2026 00:00:00 GMT'];
    const server = await listen(
      createServer((_, response) => {
        const after = answers.shift();
        if (after === undefined) response.end();
        else response.writeHead(429, { 'retry-after': after }).end();
      }),
    );
    closing.push(server);
    const address = parseWebhook(`http://127.0.0.1:${server.port}/hook`) as WebhookAddress;
    expect(await retried(() => postWebhook(address, 'json', MESSAGE, DIRECT_NETWORK))).toMatchObject({
      outcome: { fault: 'busy', status: 429 },
      pauses: [5000, 30_000],
    });
    expect(await retried(() => postWebhook(address, 'json', MESSAGE, DIRECT_NETWORK))).toEqual({ outcome: undefined, pauses: [] });
  });

  it.each([
    [301, 'refused', 1],
    [400, 'refused', 1],
    [401, 'login', 1],
    [404, 'login', 1],
    [410, 'login', 1],
    [500, 'busy', 3],
    [503, 'busy', 3],
  ])('an answer %i is %s, asked %i times', async (status, fault, times) => {
    let asked = 0;
    const server = await listen(
      createServer((_, response) => {
        asked++;
        response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('x'.repeat(100_000));
      }),
    );
    closing.push(server);
    const address = parseWebhook(`http://127.0.0.1:${server.port}/hook`) as WebhookAddress;
    const { outcome } = await retried(() => postWebhook(address, 'slack', MESSAGE, DIRECT_NETWORK));
    expect(outcome).toBeInstanceOf(DeliveryProblem);
    expect([outcome, asked]).toMatchObject([{ fault, status }, times]);
  });

  it('ends with the last error if no time is left', async () => {
    const over = AbortSignal.abort();
    let asked = 0;
    const send = async (): Promise<never> => {
      asked++;
      throw new DeliveryProblem('busy');
    };
    await expect(sendWithRetries(send, async () => undefined, over)).rejects.toMatchObject({ fault: 'busy' });
    expect(asked).toBe(1);
  });
});

describe('what a webhook is sent', () => {
  it.each(WEBHOOK_FORMS)('as %s holds no name, and no mark of the service comes through', (form) => {
    const { body } = createWebhookBody(form, { ...MESSAGE, title: 'a<b> & [info]*c*', brief: '[/info]<!channel>\n# 見出し' });
    expect(body).not.toContain('阿部');
    const said = form === 'chatwork' ? (new URLSearchParams(body).get('body') ?? '') : JSON.stringify(JSON.parse(body));
    if (form === 'slack') expect(said).not.toContain('<!channel>');
    if (form === 'chatwork') expect(said.match(/\[\/info\]/g)).toHaveLength(1);
    if (form === 'teams') expect(said).toContain('\\\\# 見出し');
  });
});

describe('a mail', () => {
  it('has the same id and day each time, and is marked as made by a program', async () => {
    const { received } = await mailing({});
    expect(received[0]?.raw).toMatch(/^Message-ID: <a-message@example\.co\.jp>/m);
    expect(received[0]?.raw).toMatch(/^Date: Tue, 24 Nov 2026 00:00:00 \+0000/m);
    expect(received[0]?.raw).toMatch(/^Auto-Submitted: auto-generated/m);
  });

  it('is sent to no server with a certificate for another host or from an untrusted authority', async () => {
    for (const protection of ['tls', 'starttls'] as const)
      expect(await mailing({ protection }, { protection })).toMatchObject({ outcome: { fault: 'tls' }, received: [], pauses: [] });
  });
});
