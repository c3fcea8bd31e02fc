import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disableKeychain } from '../support/disable-keychain.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

disableKeychain();
process.env['XDG_RUNTIME_DIR'] = '/nonexistent';

const CANARIES = {
  company: '株式会社カナリア商会',
  password: 'canary-password-7Qz',
  accessKey: 'canary-access-key-4Wm',
  person: '小鳥遊 カナ子',
  email: 'canako.takanashi@canary.example',
  domain: 'canary.example',
  login: 'takanashi-login',
  server: 'neo.canary.example',
  note: 'カナリアのメモ',
};

let client: HostClient;
beforeAll(async () => {
  client = await openHostClient('dispatcher');
  unwrapResult(await client.call('companies.create', { name: CANARIES.company, kind: 'test' }));
  unwrapResult(await client.call('secrets.useSession', { use: true }));
  unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: CANARIES.password }));
  const lists = join(client.folder, 'lists');
  mkdirSync(lists);
  for (const [kind, rows] of [
    [
      'neo-users',
      [
        ['ID', 'ログインID', '氏名', '職場用メールアドレス'],
        ['1', CANARIES.login, CANARIES.person, CANARIES.email],
      ],
    ],
    [
      'amazon-users',
      [
        ['氏名', 'Eメールアドレス', '役割', 'ステータス'],
        [CANARIES.person, CANARIES.email, 'パンチアウト', '有効'],
      ],
    ],
  ] as const) {
    writeFileSync(join(lists, kind), `\ufeff${rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n')}\r\n`);
    const { token } = await client.console.files.add({ path: join(lists, kind), origin: 'chosen', name: `${kind}.csv` });
    expect((await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).error).toBeNull();
  }
  unwrapResult(await client.call('companies.changeDomains', { companyDomains: [CANARIES.domain], aliasDomains: [] }));
  unwrapResult(await client.call('setup.note', { step: 'route', text: CANARIES.note }));
  unwrapResult(await client.call('connections.changeSettings', { basicUser: CANARIES.login }));
  // A failed connection leaves the server's name in the results and possibly in the log.
  await client.finish(
    client.call('connections.testGroupware', { address: `https://${CANARIES.server}/dneo.cgi`, accessKey: CANARIES.accessKey }),
  );
  await client.callAnything(CANARIES.person, { [CANARIES.email]: CANARIES.password });
});
afterAll(async () => {
  await client.close();
  removeFolder(client.folder);
});

describe('the support file', () => {
  it('is identical to its preview, and contains the facts needed for support', async () => {
    const { token, text, bytes } = unwrapResult(
      await client.call('support.preview', { companyId: client.console.settings.get().lastCompanyId }),
    );
    expect(readFileSync((await client.console.files.find(token)).path, 'utf8')).toBe(text);
    expect(Buffer.byteLength(text)).toBe(bytes);
    const content = JSON.parse(text) as Record<string, unknown>;
    expect(content).toMatchObject({
      format: 'tsunagi-support',
      console: { host: 'node', platform: process.platform },
      versions: { node: process.versions.node },
      company: {
        kind: 'test',
        lists: [{ rows: 1 }, { rows: 1 }],
        readiness: { users: 1 },
        secrets: expect.arrayContaining([expect.objectContaining({ name: 'catalog-password', keptIn: 'session' })]),
      },
    });
    expect(content['selfCheck']).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'database', state: 'ok' })]));
  });

  it('contains no secret, address, person, company, server, note or path of the data', async () => {
    const { text } = unwrapResult(await client.call('support.preview', { companyId: client.console.settings.get().lastCompanyId }));
    for (const [what, canary] of Object.entries(CANARIES)) {
      expect(text, what).not.toContain(canary);
      for (const part of canary.split(/[ @]/)) if (part.length > 3) expect(text, `${what}: ${part}`).not.toContain(part);
    }
    expect(text).not.toContain(client.folder);
    expect(text).not.toMatch(/[\w.+-]+@[\w-]+\.\w/);
  });

  it('can be created before any company exists', async () => {
    const empty = await openHostClient('dispatcher');
    const { text } = unwrapResult(await empty.call('support.preview', { companyId: null }));
    expect(JSON.parse(text)).toMatchObject({ company: null });
    await empty.close();
    removeFolder(empty.folder);
  });
});
