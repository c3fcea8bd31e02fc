import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor, MASK } from '#main/redaction/redactor.ts';
import { createLog, type Log } from '#main/storage/log/log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let log: Log;
beforeEach(() => {
  folder = temporaryFolder('log');
  log = createLog({ folder, level: 'debug' });
});
afterEach(() => {
  log.close();
});

const everything = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
const lines = (): Array<Record<string, unknown>> =>
  everything()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('the log', () => {
  it('is a line of JSON for each record, on the disk when the call returns', () => {
    log.info('started', { port: 1 });
    log.warning('{braces} are {{kept}}');
    expect(lines()).toMatchObject([
      { level: 'info', message: 'started', port: 1 },
      { level: 'warning', message: '{braces} are {{kept}}' },
    ]);
  });

  it('reports a folder that it cannot write to', () => {
    const place = join(folder, 'elsewhere');
    mkdirSync(join(place, 'tsunagi.log'), { recursive: true });
    expect(() => createLog({ folder: place })).toThrow(
      expect.objectContaining({ failure: { code: 'storage-unusable', params: { reason: 'notFolder', folder: place } } }),
    );
  });

  it('omits entries below its level', () => {
    log.close();
    log = createLog({ folder, level: 'warning' });
    log.info('quiet');
    log.error('loud');
    expect(lines().map((line) => line['message'])).toEqual(['loud']);
  });

  it('finds a bug by its reference, with stack and cause', () => {
    const ref = log.reportBug('call x', new TypeError('no', { cause: new RangeError('because') }));
    expect(ref).toMatch(/^[0-9a-f]{8}$/);
    expect(lines()[0]).toMatchObject({
      level: 'error',
      message: 'call x',
      ref,
      error: { name: 'TypeError', message: 'no', cause: { message: 'because' } },
    });
    expect(JSON.stringify(lines()[0])).toContain('log.test.ts');
  });

  it('survives values that JSON cannot hold', () => {
    const circle: Record<string, unknown> = {
      big: 10n,
      when: new Date(Number.NaN),
      bytes: new Uint8Array(3),
      fn: () => 1,
      map: new Map([['a', new Set([1])]]),
    };
    circle['self'] = circle;
    log.info('odd', { circle });
    expect(lines()[0]).toMatchObject({
      circle: { big: '10', when: null, bytes: '[3 bytes]', fn: '[function]', map: { a: [1] }, self: '[circular]' },
    });
  });

  it('rotates, and keeps four files at most', () => {
    const text = 'あ'.repeat(300_000);
    for (let at = 0; at < 15; at += 1) log.info(text);
    expect(readdirSync(folder).sort()).toEqual(['tsunagi.log', 'tsunagi.log.1', 'tsunagi.log.2', 'tsunagi.log.3']);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(2 * 1024 * 1024);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('does not stop the console when its folder is gone', () => {
    rmSync(folder, { recursive: true });
    expect(() => log.error('nowhere')).not.toThrow();
    folder = temporaryFolder('log');
  });
});

describe('redaction in the log file', () => {
  it('masks by name, however it is spelled and however deep', () => {
    const names = [
      'password',
      'accessKey',
      'ACCESS_KEY',
      'x-access-key',
      'sharedSecret',
      'Authorization',
      'token',
      'apiKey',
      'passphrase',
      'Set-Cookie',
      'privateKey',
      'PRIVATE-KEY',
      'userCredential',
      'bearer',
      'passwd',
      'ticket',
    ];
    log.info('names', {
      deep: [Object.fromEntries(names.map((name) => [name, { inner: 'hunter-two' }]))],
      map: new Map([['password', 'hunter-two']]),
    });
    expect(everything()).not.toContain('hunter-two');
    for (const name of names) expect(everything()).toContain(JSON.stringify(name));
  });

  /** Ways in which a secret can be part of a text: URLs, forms, JSON in JSON, XML, errors. */
  const WAYS: Array<(secret: string) => unknown> = [
    (secret) => secret,
    (secret) => `a${secret}b`,
    (secret) => `https://neo.example.co.jp/?key=${encodeURIComponent(secret)}&x=1`,
    (secret) => new URLSearchParams({ key: secret, other: 'x' }).toString(),
    (secret) => JSON.stringify({ body: JSON.stringify({ key: secret }) }),
    (secret) => `<SharedSecret>${secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</SharedSecret>`,
    (secret) => new Error(`refused ${secret}`, { cause: new Error(secret) }),
    (secret) => ({ [secret]: [secret] }),
    (secret) => `Basic ${Buffer.from(`u:${secret}`).toString('base64')}`,
    (secret) => `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`,
    (secret) => Buffer.from(`{"k":"${secret}"}`).toString('base64url'),
  ];
  const secretText = fc.oneof(
    fc.string({ minLength: 8, maxLength: 40 }),
    fc.string({ minLength: 8, maxLength: 20, unit: 'grapheme' }),
    fc.stringMatching(/^[A-Za-z0-9+/&<>"'\\ ]{8,30}$/),
  );

  it('masks a registered secret in every way it is written', () => {
    fc.assert(
      fc.property(secretText, (secret) => {
        // A text that also occurs in the product's own log lines is not used as a secret.
        fc.pre(secret.trim().length >= 8 && /[^\s[\]{}",:]{6}/.test(secret));
        const redactor = createRedactor();
        redactor.registerSecret(secret);
        for (const way of WAYS) {
          const written = redactor.text(JSON.stringify(redactor.value(way(secret))));
          expect(written).not.toContain(secret);
          expect(written).not.toContain(encodeURIComponent(secret));
          for (const prefix of ['u:', 'user:', '{"k":"']) {
            const piece = Buffer.from(prefix + secret)
              .toString('base64')
              .slice(Math.ceil((prefix.length * 4) / 3), -4);
            if (piece.length >= 8) expect(written).not.toContain(piece);
          }
          expect(written).toContain(MASK);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('masks values in the file that were registered before', () => {
    const secret = 'k3y/With+Odd"Chars&ä';
    log.info(`before ${secret.slice(0, 3)}`);
    log.registerSecret(secret);
    for (const way of WAYS) log.error(`message ${String(way(secret))}`, { value: way(secret) });
    log.reportBug(`where ${secret}`, new Error(secret));
    const text = everything();
    expect(text).not.toContain(secret);
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(text).not.toContain(encodeURIComponent(secret));
    expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, -4));
    expect(lines()).toHaveLength(WAYS.length + 2);
  });

  it('masks the whole of a secret that contains another', () => {
    const redactor = createRedactor();
    redactor.registerSecret('abcd');
    redactor.registerSecret('abcd-efgh');
    expect(redactor.text('x abcd-efgh y abcd z')).toBe(`x ${MASK} y ${MASK} z`);
  });
});
