import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WATCH_COMMAND } from '#main/hosts/cli/options/definitions.ts';
import { parseArguments } from '#main/hosts/cli/options/parser.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { CLI } from '../../support/built.ts';
import { type MailServerForTests, partsOf, startMailServer } from '../../support/mail-server.ts';
import { writeMorning } from '../../support/morning-lists.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const RECIPES = readFileSync(join(import.meta.dirname, '../../../docs/watch.md'), 'utf8');
const PASSWORD = 'correct-horse-battery';

/** Returns the lines of docs/watch.md that match. */
function linesOf(pattern: RegExp): readonly string[] {
  const lines = RECIPES.split('\n').filter((line) => pattern.test(line));
  expect(lines).toHaveLength(1);
  return lines;
}

let folder: string;
let server: MailServerForTests;
beforeEach(async () => {
  folder = temporaryFolder('recipes');
  for (const name of ['lists/neo', 'lists/amazon']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'ca.pem'), CERTIFICATES.ca.cert);
  server = await startMailServer({ login: { user: 'tsunagi', password: PASSWORD }, protection: 'starttls' });
});
afterEach(async () => {
  await server.close();
});

/** Replaces the recipe's program, folder and mail server in the line by this machine's; the rest is unchanged. */
const here = (line: string): string =>
  line
    .replaceAll('/usr/bin/tsunagi', `'${process.execPath}' '${CLI}'`)
    .replaceAll('/srv/tsunagi', folder)
    .replaceAll('mail.example.co.jp:587', `127.0.0.1:${server.port} --smtp-protection starttls --ca ca.pem`);

function sh(line: string, env: NodeJS.ProcessEnv): Promise<{ readonly exit: number | null; readonly said: string }> {
  return new Promise((done) => {
    const child = spawn('/bin/sh', ['-c', here(line)], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    child.on('close', (exit) => done({ exit, said }));
  });
}

/** The environment that both schedulers provide: a short PATH, but no HOME, LANG or terminal. */
const SECRET = { PATH: '/usr/bin:/bin', TSUNAGI_MAIL_PASSWORD: PASSWORD };

async function threeDays(line: string) {
  const days = [];
  for (const others of [[{ login: 'taro', neo: 'Taro@example.co.jp' }], [{ login: 'taro', neo: 'Taro@example.co.jp' }], []]) {
    const day = days.length + 1;
    writeMorning(folder, others, { neo: `lists/neo/NEO-${day}.csv`, amazon: `lists/amazon/AMAZON-${day}.csv` });
    days.push(await sh(line, SECRET));
  }
  return days;
}

describe('a recipe of docs/watch.md', () => {
  it('is run by systemd: new and resolved findings are mailed, and an unchanged day is not', async () => {
    for (const line of linesOf(/^ExecStart=/)) {
      rmSync(join(folder, 'state'), { recursive: true, force: true });
      const before = server.received.length;
      const days = await threeDays(line.replace('ExecStart=', ''));
      expect(days.map(({ exit }) => exit)).toEqual([1, 0, 0]);
      expect(days[2]?.said).toContain('NEO-3.csv');
      const mails = server.received.slice(before).map((mail) => partsOf(mail));
      expect(mails.map(({ text }) => text.includes('taro さん'))).toEqual([true, true]);
      expect(mails.map(({ attachments }) => attachments.length)).toEqual([1, 1]);
    }
    for (const line of linesOf(/^SuccessExitStatus=/)) expect(line).toBe('SuccessExitStatus=1');
  });

  it('is run by cron, which prints only errors; the log contains the rest', async () => {
    for (const line of linesOf(/^0 7 \* \* 1-5 {2}/)) {
      // Cron interprets a percent sign as a line break.
      expect(line).not.toContain('%');
      rmSync(join(folder, 'state'), { recursive: true, force: true });
      rmSync(join(folder, 'watch.log'), { force: true });
      const days = await threeDays(line.replace(/^0 7 \* \* 1-5 {2}/, ''));
      expect(days).toEqual([
        { exit: 1, said: '' },
        { exit: 0, said: '' },
        { exit: 0, said: '' },
      ]);
      const log = readFileSync(join(folder, 'watch.log'), 'utf8');
      expect(log.split('\n').filter((text) => text.includes('メールを送信しました'))).toHaveLength(2);
      expect(log).not.toMatch(/taro|@/);
      writeFileSync(join(folder, 'lists/neo/NEO-4.csv'), 'ログインID,氏名,職場用メー');
      expect(await sh(line.replace(/^0 7 \* \* 1-5 {2}/, ''), SECRET)).toMatchObject({
        exit: 2,
        said: expect.stringContaining('NEO-4.csv'),
      });
      rmSync(join(folder, 'lists/neo/NEO-4.csv'));
    }
  });

  it('of Windows has arguments that the command accepts', () => {
    for (const line of linesOf(/^"%LOCALAPPDATA%\S+ watch /)) {
      const words = / watch (.+)$/.exec(line)?.[1]?.split(' ') ?? [];
      expect(words).toContain('--state');
      expect(() => parseArguments(WATCH_COMMAND, words, createTexts('ja'))).not.toThrow();
    }
  });
});
