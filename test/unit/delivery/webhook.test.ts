import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { describe, expect, it } from 'vitest';
import { type DeliveryMessage, DeliveryProblem } from '#main/delivery/channel.ts';
import { parseWebhook, postWebhook } from '#main/delivery/webhook.ts';
import { createWebhookBody } from '#main/delivery/webhook-body.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { listen } from '../../support/network/servers.ts';

const MESSAGE: DeliveryMessage = {
  id: 'a-message',
  at: '2026-11-24T00:00:00.000Z',
  title: '新しいもの <1 件> [自社] & 他',
  text: '阿部 愛',
  brief: '新しい: 1 件\n# 直った: *2* 件',
  numbers: { new: 1, gone: 2 },
  attachment: { name: 'report.csv', content: new Uint8Array([1]) },
};
const JSON_TYPE = 'application/json; charset=utf-8';

describe('a message as each service takes it', () => {
  it('is JSON with its numbers, for programs', () => {
    const { contentType, body } = createWebhookBody('json', MESSAGE);
    expect([contentType, JSON.parse(body)]).toEqual([
      JSON_TYPE,
      {
        type: 'tsunagi-watch',
        version: 1,
        id: 'a-message',
        at: '2026-11-24T00:00:00.000Z',
        title: MESSAGE.title,
        text: MESSAGE.brief,
        numbers: { new: 1, gone: 2 },
      },
    ]);
  });

  it('is a bold title with the text below it for Slack', () => {
    const { contentType, body } = createWebhookBody('slack', MESSAGE);
    expect([contentType, JSON.parse(body)]).toEqual([
      JSON_TYPE,
      { text: '*新しいもの &lt;1 件&gt; [自社] &amp; 他*\n新しい: 1 件\n# 直った: *2* 件' },
    ]);
  });

  it('is a card for Teams, each line a block', () => {
    const { contentType, body } = createWebhookBody('teams', MESSAGE);
    const block = (text: string) => ({ type: 'TextBlock', wrap: true, spacing: 'small', text });
    expect([contentType, JSON.parse(body)]).toEqual([
      JSON_TYPE,
      {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            contentUrl: null,
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              body: [
                { type: 'TextBlock', size: 'medium', weight: 'bolder', wrap: true, text: '新しいもの <1 件\\> \\[自社\\] & 他' },
                block('新しい: 1 件'),
                block('\\# 直った: \\*2\\* 件'),
              ],
            },
          },
        ],
      },
    ]);
  });

  it('is a form for Chatwork, which marks it as unread for its own account too', () => {
    const { contentType, body } = createWebhookBody('chatwork', MESSAGE);
    expect([contentType, Object.fromEntries(new URLSearchParams(body))]).toEqual([
      'application/x-www-form-urlencoded',
      { body: '[info][title]新しいもの <1 件> ［自社］ & 他[/title]新しい: 1 件\n# 直った: *2* 件[/info]', self_unread: '1' },
    ]);
  });

  it('is cut before a service refuses it for its length', () => {
    const long = createWebhookBody('json', { ...MESSAGE, brief: 'あ'.repeat(3_001) });
    expect((JSON.parse(long.body) as { text: string }).text).toBe('あ'.repeat(3_000));
  });
});

describe('the address of a service', () => {
  it('is one by https, with at most one token behind it', () => {
    expect(parseWebhook(' https://chat.example/hook?key=1  token-1 \n')).toMatchObject({ token: 'token-1' });
    expect(parseWebhook('https://chat.example/hook')?.destination.address.href).toBe('https://chat.example/hook');
    expect(parseWebhook('https://chat.example/hook')?.token).toBe('');
    for (const none of ['', 'chat.example', 'http://chat.example/hook', 'https://chat.example/ one two', 'https://chat.example/ tökén'])
      expect(parseWebhook(none), none).toBeNull();
  });

  it('receives requests unchanged, with its token in a separate header', async () => {
    const asked: unknown[] = [];
    const server = await listen(
      createServer((request, response) => {
        const { method, url, headers } = request;
        asked.push([method, url, headers['content-type'], headers['accept'], headers['x-chatworktoken']]);
        request.resume().on('end', () => response.writeHead(asked.length === 1 ? 204 : 200).end());
      }),
    );
    try {
      for (const token of [' token-1', '']) {
        const address = parseWebhook(`http://127.0.0.1:${server.port}/v2/rooms/1?a=b${token}`);
        if (address === null) throw new Error('no address');
        await postWebhook(address, 'chatwork', MESSAGE, DIRECT_NETWORK);
      }
    } finally {
      await server.close();
    }
    expect(asked).toEqual([
      ['POST', '/v2/rooms/1?a=b', 'application/x-www-form-urlencoded', '*/*', 'token-1'],
      ['POST', '/v2/rooms/1?a=b', 'application/x-www-form-urlencoded', '*/*', undefined],
    ]);
  });
  it('is distinguished from a closed port, a silent server and an untrusted certificate', async () => {
    const fault = async (address: string, network = DIRECT_NETWORK) => {
      const read = parseWebhook(address);
      if (read === null) throw new Error('no address');
      const sent = postWebhook(read, 'json', MESSAGE, network);
      return sent.then(
        () => 'taken',
        (error: unknown) => (error instanceof DeliveryProblem ? [error.fault, error.status, error.pauseMs] : error),
      );
    };
    const free = await listen(createServer());
    await free.close();
    expect(await fault(`http://127.0.0.1:${free.port}/`)).toEqual(['unreachable', null, null]);
    const silent = await listen(createServer(() => undefined));
    const timeouts = { ...DIRECT_NETWORK.timeouts, headersMs: 200 };
    expect(await fault(`http://127.0.0.1:${silent.port}/`, { ...DIRECT_NETWORK, timeouts })).toEqual(['timeout', null, null]);
    await silent.close();
    const { cert, key } = CERTIFICATES.server;
    const secure = await listen(createSecureServer({ cert, key }, (_, response) => response.end()));
    expect(await fault(`https://localhost:${secure.port}/`)).toEqual(['tls', null, null]);
    await secure.close();
    for (const [status, wanted] of [
      [200, 'taken'],
      [299, 'taken'],
      [300, ['refused', 300, null]],
      [403, ['login', 403, null]],
      [408, ['busy', 408, 7_000]],
      [429, ['busy', 429, 7_000]],
      [599, ['busy', 599, 7_000]],
    ] as const) {
      const server = await listen(
        createServer((_, response) => response.writeHead(status, status > 403 ? { 'retry-after': '7' } : {}).end('x'.repeat(200_000))),
      );
      expect(await fault(`http://127.0.0.1:${server.port}/`), String(status)).toEqual(wanted);
      await server.close();
    }
  });
});
