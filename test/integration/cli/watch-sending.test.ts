import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { type MailServerBehavior, type MailServerForTests, partsOf, startMailServer } from '../../support/mail-server.ts';
import { PEOPLE, writeMorning } from '../../support/morning-lists.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { type Listening, listen } from '../../support/network/servers.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PASSWORD = 'correct-horse-battery';
const NOBODY = /taro|hana|ken さん|example\.co\.jp|correct-horse|T0KEN|@/i;

let folder: string;
const closing: { close(): Promise<void> }[] = [];
beforeEach(() => {
  folder = temporaryFolder('sending');
  writeFileSync(join(folder, 'ca.pem'), CERTIFICATES.ca.cert);
});
afterEach(async () => {
  for (const server of closing.splice(0)) await server.close();
});

async function mailServer(manners: MailServerBehavior = {}): Promise<MailServerForTests> {
  const server = await startMailServer(manners);
  closing.push(server);
  return server;
}

interface Said {
  readonly exit: number | null;
  readonly said: string;
  readonly lines: readonly Record<string, unknown>[];
}
/** Runs the command as a scheduler does: the environment contains only secrets, for machines without a keychain. */
function watch(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
  const args = ['watch', '--state', 'state', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--log', 'watch.log', ...words];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    child.on('close', (exit) => {
      const lines = said.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
      try {
        requirePrinted(['watch'], out, err);
        done({ exit, said, lines });
      } catch (error) {
        failed(error);
      }
    });
  });
}
const mailTo = (port: number, ...more: string[]): string[] => [
  ...['--smtp', `127.0.0.1:${port}`, '--mail-from', 'tsunagi@example.co.jp', '--mail-to', 'it@example.co.jp'],
  ...more,
];
const waiting = (): string[] => readdirSync(join(folder, 'state/outbox'));
const log = (): string => readFileSync(join(folder, 'watch.log'), 'utf8');

describe('a mail', () => {
  it('reports new, fixed and returned findings over three days, with the report; unchanged days get no mail', async () => {
    const server = await mailServer();
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    expect(await watch([...mailTo(server.port), '--today', '2026-11-24', '--company', '例示商事'])).toMatchObject({ exit: 1 });
    writeMorning(folder, [{ login: 'hana', neo: '' }]);
    expect(await watch([...mailTo(server.port), '--today', '2026-11-25'])).toMatchObject({ exit: 1 });
    expect(await watch([...mailTo(server.port), '--today', '2026-11-26'])).toMatchObject({ exit: 0 });
    writeMorning(folder);
    expect(await watch([...mailTo(server.port), '--today', '2026-11-27'])).toMatchObject({ exit: 0 });
    const mails = server.received.map((mail) => ({ ...mail, ...partsOf(mail) }));
    expect(mails.map(({ to, from }) => [to, from])).toEqual(Array(3).fill([['it@example.co.jp'], 'tsunagi@example.co.jp']));
    const [first, second, third] = mails;
    expect(first?.subject).toBe('つなぎの定期監視（例示商事）: 初回、1 件');
    expect(first?.text).toContain('2026/11/24');
    expect(first?.text).toContain('taro さん');
    expect(first?.attachments[0]?.subarray(0, 2).toString()).toBe('PK');
    expect(second?.subject).toContain('解消 1 件');
    expect(second?.text).toMatch(/新規と再発の指摘\n {2}hana さん: .+[\s\S]+解消.*\n {2}taro さん: /);
    expect(third?.text).toMatch(/新規 0 件[\s\S]+hana さん/);
    expect(new Set(mails.map(({ id }) => id)).size).toBe(3);
    expect(waiting()).toEqual([]);
  });

  it('reports once that a list lost a state column, without naming a person', async () => {
    const server = await mailServer();
    writeMorning(folder);
    const neo = (columns: readonly string[]): void =>
      writeFileSync(
        join(folder, 'neo.csv'),
        [
          ['ログインID,氏名,職場用メールアドレス', ...columns],
          ...PEOPLE.map((login) => [login, `${login} さん`, `${login}@example.co.jp`, ...columns.map(() => '')]),
        ]
          .map((cells) => `${cells.join(',')}\n`)
          .join(''),
      );
    neo(['使用停止フラグ', '削除フラグ']);
    await watch(mailTo(server.port));
    neo(['削除フラグ']);
    const lost = await watch([...mailTo(server.port), '--json']);
    expect(lost).toMatchObject({ exit: 0, lines: [{ type: 'watch', lostStates: ['suspended'] }, { type: 'sent' }] });
    await watch(mailTo(server.port));
    expect(server.received.map((mail) => partsOf(mail).subject)).toEqual([
      'つなぎの定期監視: 初回、0 件',
      'つなぎの定期監視: 一覧の列が不足しています',
    ]);
    expect(partsOf(server.received[1] as (typeof server.received)[number]).text).toContain('使用停止');
    expect(lost.said + log()).not.toMatch(NOBODY);
  });

  it('that is refused is kept, reported with its code and next step, and sent once by the next run', async () => {
    const manners: MailServerBehavior = { refuses: true };
    const server = await mailServer(manners);
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    const refused = await watch([...mailTo(server.port), '--json']);
    expect(refused.exit).toBe(3);
    expect(refused.lines).toMatchObject([
      { type: 'watch', run: 1, new: 1 },
      { type: 'error', code: 'delivery-failed', exit: 3, params: { way: 'mail', fault: 'refused', status: 554, waiting: 1 } },
    ]);
    writeMorning(folder, [{ login: 'hana', neo: '' }]);
    expect(await watch(mailTo(server.port))).toMatchObject({ exit: 3, said: expect.stringContaining('2 通') });
    expect(waiting()).toHaveLength(4);
    manners.refuses = false;
    const later = await watch(mailTo(server.port));
    expect(later).toMatchObject({ exit: 1, said: expect.stringContaining('2 通') });
    expect(server.received.map((mail) => partsOf(mail).text.includes('taro さん'))).toEqual([true, true]);
    expect(server.received.map((mail) => partsOf(mail).text.includes('hana さん'))).toEqual([false, true]);
    expect(waiting()).toEqual([]);
    await watch(mailTo(server.port));
    expect(server.received).toHaveLength(2);
  });

  it('of an interrupted run that was never saved is created again, and sent once', async () => {
    const manners: MailServerBehavior = { refuses: true };
    const server = await mailServer(manners);
    writeMorning(folder);
    await watch(mailTo(server.port));
    const before = readFileSync(join(folder, 'state/last.json'));
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    await watch(mailTo(server.port));
    // Simulates a machine that stopped between the message and the end of its run.
    writeFileSync(join(folder, 'state/last.json'), before);
    manners.refuses = false;
    expect(await watch(mailTo(server.port))).toMatchObject({ exit: 1 });
    expect(server.received.map((mail) => partsOf(mail).text.includes('taro さん'))).toEqual([false, true]);
  });

  it('records the recipients it has reached, also if a webhook follows', async () => {
    const server = await mailServer({ unknown: ['gone@example.co.jp'] });
    const { port, posted } = await service(false);
    const words = [...mailTo(server.port, '--mail-to', 'gone@example.co.jp'), '--webhook', 'it'];
    writeMorning(folder);
    for (const _ of [1, 2]) expect(await watch(words, { TSUNAGI_WEBHOOK: `http://localhost:${port}/T0KEN` })).toMatchObject({ exit: 3 });
    expect(server.received.map(({ to }) => to)).toEqual([['it@example.co.jp']]);
    expect(posted).toHaveLength(1);
  });

  it('is not sent again to recipients it reached, and is sent to a corrected address', async () => {
    const server = await mailServer({ unknown: ['gone@example.co.jp'] });
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    const partly = await watch(mailTo(server.port, '--mail-to', 'gone@example.co.jp'));
    expect(partly.exit).toBe(3);
    expect(partly.said).not.toMatch(NOBODY);
    await watch(mailTo(server.port, '--mail-to', 'boss@example.co.jp'));
    expect(server.received.map(({ to }) => to)).toEqual([['it@example.co.jp'], ['boss@example.co.jp']]);
  });

  it('rejected for one of several addresses still reaches the others and later ones, each only once', async () => {
    const server = await mailServer({ unknown: ['gone@example.co.jp'] });
    const words = mailTo(server.port, '--mail-to', 'gone@example.co.jp', '--mail-to', 'Boss@Example.co.jp', '--json');
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    expect(await watch(words)).toMatchObject({ exit: 3 });
    writeMorning(folder, [{ login: 'hana', neo: '' }]);
    const second = await watch(words);
    expect(second).toMatchObject({ exit: 3 });
    expect(second.lines.at(-1)).toMatchObject({ code: 'delivery-failed', params: { way: 'mail', fault: 'recipient', waiting: 2 } });
    expect(server.received.map(({ to }) => to.map((address) => address.toLowerCase()))).toEqual(
      Array(2).fill(['it@example.co.jp', 'boss@example.co.jp']),
    );
    expect(server.received.map((mail) => partsOf(mail).text.includes('hana さん'))).toEqual([false, true]);
    // When the address is corrected, it receives the missed messages.
    await watch(mailTo(server.port, '--mail-to', 'Boss@Example.co.jp', '--mail-to', 'new@example.co.jp'));
    expect(server.received.slice(2).map(({ to }) => to)).toEqual(Array(2).fill(['new@example.co.jp']));
    expect(waiting()).toEqual([]);
  });

  it('sends a password only over verified STARTTLS or TLS; a wrong one is reported and never printed', async () => {
    const login = { user: 'tsunagi', password: PASSWORD };
    writeMorning(folder);
    for (const protection of ['starttls', 'tls'] as const) {
      const server = await mailServer({ login, protection });
      const words = mailTo(server.port, '--smtp-user', 'tsunagi', '--smtp-protection', protection, '--always');
      const unknown = await watch(words, { TSUNAGI_MAIL_PASSWORD: PASSWORD });
      expect(unknown).toMatchObject({ exit: 3, said: expect.stringContaining('証明書') });
      expect(server.attempts()).toBe(0);
      const wrong = await watch([...words, '--ca', 'ca.pem'], { TSUNAGI_MAIL_PASSWORD: 'T0KEN-that-is-wrong' });
      expect(wrong).toMatchObject({ exit: 3, said: expect.stringContaining('パスワード') });
      expect(wrong.said + log()).not.toMatch(NOBODY);
      expect(await watch([...words, '--ca', 'ca.pem'], { TSUNAGI_MAIL_PASSWORD: PASSWORD })).toMatchObject({ exit: 0 });
      expect(server.received.at(-1)).toMatchObject({ secure: true, user: 'tsunagi' });
    }
    const bare = await mailServer();
    expect(await watch(mailTo(bare.port, '--smtp-protection', 'starttls', '--always'))).toMatchObject({
      exit: 3,
      said: expect.stringContaining('STARTTLS'),
    });
    expect(bare.received).toEqual([]);
  });

  it('is not begun with words that do not fit, before anything is read', async () => {
    writeMorning(folder);
    const from = ['--mail-from', 'a@example.co.jp'];
    for (const words of [
      ['--mail-to', 'it@example.co.jp'],
      ['--smtp', 'mail.example.co.jp', ...from],
      ['--smtp', 'mail.example.co.jp:0', ...from, '--mail-to', 'it@example.co.jp'],
      ['--smtp', 'http://mail.example.co.jp', ...from, '--mail-to', 'it@example.co.jp'],
      ['--smtp', 'mail.example.co.jp', ...from, '--mail-to', 'it@example.co.jp\r\nBcc: x@example.co.jp'],
      ['--smtp', 'mail.example.co.jp', ...from, '--mail-to', 'it@example.co.jp', '--smtp-user', 'me', '--smtp-protection', 'none'],
      ['--smtp', 'mail.example.co.jp', ...from, '--mail-to', 'it@example.co.jp', '--ca', 'neo.csv'],
      ['--webhook', 'a b'],
    ])
      expect(
        await watch(words, { TSUNAGI_MAIL_PASSWORD: PASSWORD, TSUNAGI_WEBHOOK: 'https://hooks.example/T0KEN' }),
        words.join(' '),
      ).toMatchObject({ exit: 2 });
    expect(readdirSync(folder)).not.toContain('state');
  });
});

interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** Starts a webhook. `answers` are the next response statuses; later ones are 200. */
async function service(secure: boolean, answers: number[] = []): Promise<{ readonly port: number; readonly posted: Posted[] }> {
  const posted: Posted[] = [];
  const { cert, key } = CERTIFICATES.server;
  const server = secure ? createSecureServer({ cert, key }) : createServer();
  server.on('request', (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      posted.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200, { location: '/elsewhere' }).end(`seen: ${request.url}`);
    });
  });
  const listening: Listening = await listen(server);
  closing.push(listening);
  return { port: listening.port, posted };
}

describe('a webhook', () => {
  it('receives numbers and kinds over TLS, in the format of each service, and no personal names', async () => {
    const { port, posted } = await service(true);
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    const env = { TSUNAGI_WEBHOOK: `https://127.0.0.1:${port}/services/T0KEN T0KEN-of-chatwork` };
    for (const form of ['json', 'slack', 'teams', 'chatwork']) {
      const told = await watch(['--webhook', 'it', '--webhook-form', form, '--ca', 'ca.pem', '--always', '--company', '例示商事'], env);
      expect(told.said + log()).not.toMatch(NOBODY);
    }
    const [json, slack, teams, chatwork] = posted.map(({ body }) => body);
    expect(JSON.parse(json ?? '')).toMatchObject({ type: 'tsunagi-watch', version: 1, numbers: { run: 1, new: 1, back: 0, fixed: 0 } });
    expect((JSON.parse(json ?? '') as { text: string }).text).toContain(': 1 件');
    expect(JSON.parse(slack ?? '')).toEqual({ text: expect.stringContaining('前回から変化なし') });
    expect(JSON.parse(teams ?? '')).toMatchObject({ attachments: [{ content: { type: 'AdaptiveCard' } }] });
    expect(new URLSearchParams(chatwork).get('body')).toMatch(/^\[info\]\[title\]つなぎの定期監視.+\[\/info\]$/s);
    expect(posted.at(-1)?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-chatworktoken': 'T0KEN-of-chatwork',
    });
    for (const { body, path } of posted) {
      expect(body).not.toMatch(NOBODY);
      expect(path).toBe('/services/T0KEN');
    }
  });

  it('receives no personal names if a list has no headers', async () => {
    const { port, posted } = await service(false);
    writeMorning(folder);
    writeFileSync(join(folder, 'neo.csv'), '1,taro,taro さん,taro@example.co.jp,営業部\n2,hana,hana さん,hana@example.co.jp,総務部\n');
    const words = ['--webhook', 'it', '--header-row', 'neo=1'];
    expect(await watch(words, { TSUNAGI_WEBHOOK: `http://localhost:${port}/T0KEN` })).toMatchObject({ exit: 2 });
    expect(posted).toHaveLength(1);
    expect(posted[0]?.body).not.toMatch(NOBODY);
  });

  it('that is gone is reported, does not delay the mail, and its address is never printed', async () => {
    const { port, posted } = await service(false, [404, 302]);
    const server = await mailServer();
    writeMorning(folder);
    const env = { TSUNAGI_WEBHOOK: `http://localhost:${port}/T0KEN/very/long` };
    const both = ['--webhook', 'it', ...mailTo(server.port)];
    const gone = await watch(both, env);
    expect(gone).toMatchObject({ exit: 3, said: expect.stringContaining('アドレス') });
    expect(server.received).toHaveLength(1);
    expect(await watch(both, env)).toMatchObject({ exit: 3 });
    expect(await watch(both, env)).toMatchObject({ exit: 0 });
    expect(server.received).toHaveLength(1);
    expect(posted.map(({ path }) => path)).toEqual(Array(3).fill('/T0KEN/very/long'));
    expect(gone.said + log()).not.toMatch(NOBODY);
  });

  it('has to be https outside this machine', async () => {
    writeMorning(folder);
    for (const address of [
      'http://hooks.example/T0KEN',
      'https://me:T0KEN@hooks.example/',
      'ftp://hooks.example/T0KEN',
      'T0KEN',
      'https://hooks.example/ a b',
    ]) {
      const told = await watch(['--webhook', 'it'], { TSUNAGI_WEBHOOK: address });
      expect(told).toMatchObject({ exit: 2, said: expect.stringContaining('https') });
      expect(told.said).not.toMatch(NOBODY);
    }
  });
});

describe('a run that could check nothing', () => {
  it('reports it, keeps the last run, and still sends pending messages', async () => {
    const manners: MailServerBehavior = { refuses: true };
    const server = await mailServer(manners);
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    await watch(mailTo(server.port));
    manners.refuses = false;
    const last = readFileSync(join(folder, 'state/last.json'), 'utf8');
    writeMorning(folder, [], { people: PEOPLE.slice(3) });
    expect(await watch(mailTo(server.port, '--max-shrink', '1'))).toMatchObject({ exit: 4 });
    expect(readFileSync(join(folder, 'state/last.json'), 'utf8')).toBe(last);
    const [first, second, ...more] = server.received.map((mail) => partsOf(mail));
    expect(first?.subject).toContain('初回');
    expect(second?.subject).toContain('確認できませんでした');
    expect(second?.text).toContain('3 人');
    expect(more).toEqual([]);
  });

  it('keeps an unreadable message in the folder, and sends the others', async () => {
    const manners: MailServerBehavior = { refuses: true };
    const server = await mailServer(manners);
    writeMorning(folder);
    await watch(mailTo(server.port));
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    await watch(mailTo(server.port));
    cpSync(join(folder, 'neo.csv'), join(folder, 'state/outbox/000000001.json'));
    manners.refuses = false;
    expect(await watch(mailTo(server.port))).toMatchObject({ exit: 1, said: expect.stringContaining('000000001.json') });
    expect(server.received).toHaveLength(1);
    expect(waiting()).toContain('000000001.json');
  });

  it('sends a message whose report was deleted, and says so, instead of never sending it', async () => {
    const manners: MailServerBehavior = { refuses: true };
    const server = await mailServer(manners);
    writeMorning(folder, [{ login: 'taro', neo: 'Taro@example.co.jp' }]);
    await watch(mailTo(server.port));
    // A virus scanner or a disk cleanup may remove this file.
    rmSync(join(folder, 'state/outbox/000000001.report'));
    manners.refuses = false;
    expect(await watch(mailTo(server.port))).toMatchObject({ exit: 1, said: expect.stringContaining('000000001.report') });
    expect(server.received.map((mail) => partsOf(mail)).map(({ text, attachments }) => [text.includes('taro さん'), attachments])).toEqual([
      [true, []],
    ]);
    expect(waiting()).toEqual([]);
  });
});
