import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { hasKeyring, type Keyring, startKeyring } from '../../support/keyring.ts';
import { partsOf, startMailServer } from '../../support/mail-server.ts';
import { writeMorning } from '../../support/morning-lists.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PASSWORD = 'CANARY of the mail 日本語';

describe.skipIf(!hasKeyring)('what watch sends with, in a real keychain', () => {
  const folder = temporaryFolder('watch-keychain');
  let keyring: Keyring;
  beforeAll(async () => {
    keyring = await startKeyring();
  });
  afterAll(() => {
    keyring.stop();
  });

  function tsunagi(words: readonly string[], input = ''): Promise<{ exit: number | null; out: string; err: string }> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [CLI, ...words], { cwd: folder, env: { ...keyring.env } });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      child.on('close', (exit) => done({ exit, out, err }));
      child.stdin.end(input);
    });
  }

  it('is kept by standard input, used for its server and user alone, and cleared; it is printed and written nowhere', async () => {
    const login = { user: 'tsunagi', password: PASSWORD };
    const [mine, other] = [await startMailServer({ login }), await startMailServer({ login })];
    const printed: string[] = [];
    const run = async (words: readonly string[], input = ''): Promise<number | null> => {
      const result = await tsunagi(words, input);
      printed.push(result.out, result.err);
      return result.exit;
    };
    try {
      const place = ['--smtp', `127.0.0.1:${mine.port}`, '--smtp-user', 'tsunagi'];
      expect(await run(['secret', 'check', ...place])).toBe(1);
      // Notepad saves the password like this in a file, and PowerShell pipes it like this.
      expect(await run(['secret', 'set', ...place], `\ufeff${PASSWORD}\r\n`)).toBe(0);
      expect(await run(['secret', 'check', ...place])).toBe(0);
      expect(await run(['secret', 'check', '--smtp', `127.0.0.1:${mine.port}`, '--smtp-user', 'other'])).toBe(1);

      writeMorning(folder);
      const watch = ['watch', '--state', 'state', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--log', 'watch.log', '--always'];
      const mail = ['--mail-from', 'tsunagi@example.co.jp', '--mail-to', 'it@example.co.jp'];
      expect(await run([...watch, ...mail, ...place])).toBe(0);
      expect(mine.received.map((each) => [each.user, partsOf(each).subject.includes('初回')])).toEqual([['tsunagi', true]]);
      // The password is not sent to another server, although that server would accept it.
      expect(await run([...watch, ...mail, '--smtp', `127.0.0.1:${other.port}`, '--smtp-user', 'tsunagi'])).toBe(2);
      expect(other.attempts()).toBe(0);

      expect(await run(['secret', 'clear', ...place])).toBe(0);
      expect(await run(['secret', 'clear', ...place])).toBe(1);
      expect(await run([...watch, ...mail, ...place])).toBe(2);
    } finally {
      await mine.close();
      await other.close();
    }
    expect(printed.join('')).not.toContain('CANARY');
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (statSync(path).isFile()) expect(readFileSync(path).includes('CANARY'), name).toBe(false);
    }
  });

  it.each([
    ['--webhook', 'it', 'http://hooks.example/CANARY'],
    ['--webhook', 'it', ''],
    ['--webhook', 'it', `https://hooks.example/${'x'.repeat(600)}`],
    ['--webhook', 'it', 'https://hooks.example/CANARY\nmore'],
    ['--webhook', '../it', 'https://hooks.example/CANARY'],
    ['--smtp', 'mail.example.co.jp', PASSWORD],
  ])('refuses %s %s with an invalid value', async (option, name, input) => {
    const refused = await tsunagi(['secret', 'set', option, name], input);
    expect(refused.exit).toBe(2);
    expect(refused.out + refused.err).not.toContain('CANARY');
  });

  it.each([
    ['mail', ['--smtp', 'mail.example.co.jp:587', '--smtp-user', 'json'], PASSWORD],
    ['webhook', ['--webhook', 'json'], 'https://hooks.example/CANARY'],
  ])('reports the state of a %s in the published format, and never its value', async (kind, place, input) => {
    const states: unknown[] = [];
    for (const verb of ['check', 'set', 'check', 'clear', 'clear']) {
      const { out, err } = await tsunagi(['secret', verb, ...place, '--json'], verb === 'set' ? `${input}\n` : '');
      requirePrinted(['secret', verb], out, err);
      expect(out + err).not.toContain('CANARY');
      for (const line of out.trimEnd().split('\n')) states.push(JSON.parse(line));
    }
    expect(states).toEqual(['nothing', 'set', 'there', 'cleared', 'nothing'].map((state) => ({ type: 'secret', kind, state })));
  });

  it('is reported as locked, not as missing, while the keychain is locked', async () => {
    const place = ['--smtp', 'mail.example.co.jp:587', '--smtp-user', 'locked'];
    expect((await tsunagi(['secret', 'set', ...place], `${PASSWORD}\n`)).exit).toBe(0);
    keyring.lock();
    for (const verb of ['check', 'clear']) {
      const { exit, out, err } = await tsunagi(['secret', verb, ...place, '--json']);
      expect([exit, out + err]).toEqual([2, expect.stringContaining('keychain-locked')]);
    }
    keyring.login();
    expect((await tsunagi(['secret', 'check', ...place])).exit).toBe(0);
  });
});
