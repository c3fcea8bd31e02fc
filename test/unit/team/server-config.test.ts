import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ConfigError, parseServerConfig } from '#main/hosts/server/server-config.ts';
import { readMailServer } from '#main/hosts/server/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const MINIMAL = {
  publicUrl: 'https://tsunagi.example.co.jp',
  dataFolder: 'data',
  masterKeyFile: 'master.key',
  oidc: { issuer: 'https://login.example.co.jp', clientId: 'tsunagi' },
};
const folder = temporaryFolder('server-config');
const parse = (config: object, env: NodeJS.ProcessEnv = {}) => parseServerConfig(stringify(config), join(folder, 'server.yaml'), env);
const problemOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('the configuration of a team server', () => {
  it('has defaults, and paths relative to its file', () => {
    const config = parse({ ...MINIMAL, mail: { host: 'mail.example.co.jp', from: 'a@example.co.jp', user: 'a', passwordFile: 'mail.pw' } });
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 8480 });
    expect([config.dataFolder, config.masterKeyFile, config.mail?.passwordFile]).toEqual(
      ['data', 'master.key', 'mail.pw'].map((name) => join(folder, name)),
    );
    expect(config.mail?.port).toBe(587);
    expect(config.metrics).toBeUndefined();
  });

  it('is changed by environment variables', () => {
    const config = parse(MINIMAL, {
      TSUNAGI_SERVER_OIDC_CLIENT_ID: 'other',
      TSUNAGI_SERVER_METRICS_PORT: '9480',
      TSUNAGI_SERVER_LISTEN_PORT: '',
    });
    expect(config.oidc.clientId).toBe('other');
    expect(config.metrics).toEqual({ host: '127.0.0.1', port: 9480 });
    expect(config.listen.port).toBe(8480);
  });

  it.each([
    ['an unknown key', { ...MINIMAL, mial: {} }, /mial/],
    ['a missing key', { ...MINIMAL, dataFolder: undefined }, /dataFolder/],
    ['plain http for other machines', { ...MINIMAL, publicUrl: 'http://tsunagi.example.co.jp' }, /publicUrl: must be https/],
    ['an address with a path', { ...MINIMAL, publicUrl: 'https://example.co.jp/tsunagi' }, /publicUrl: must not have a path/],
    [
      'a mail user without a password',
      { ...MINIMAL, mail: { host: 'mail', from: 'a@example.co.jp', user: 'a' } },
      /mail: user and passwordFile/,
    ],
    ['a sender that is no address', { ...MINIMAL, mail: { host: 'mail', from: 'Tsunagi' } }, /mail\.from/],
    ['a port out of range', { ...MINIMAL, metrics: { port: 70_000 } }, /metrics\.port/],
  ])('names the key of %s', (_, config, problem) => {
    expect(problemOf(() => parse(config))).toMatch(problem);
  });

  it('is refused if it is not YAML, or not a mapping', () => {
    for (const text of ['publicUrl: [', '- a', '', '&a [*a]'])
      expect(problemOf(() => parseServerConfig(text, 'server.yaml', {}))).not.toBe('');
  });
});

describe('the mail server of the configuration', () => {
  const mail = { host: 'mail.example.co.jp', port: 587, from: 'a@example.co.jp' };

  it('uses TLS by default, except on this machine', () => {
    expect(readMailServer(mail).protection).toBe('starttls');
    expect(readMailServer({ ...mail, port: 465 }).protection).toBe('tls');
    expect(readMailServer({ ...mail, host: '127.0.0.1' }).protection).toBe('none');
  });

  it('gets no login without TLS, and a password only from a readable file', () => {
    const login = { user: 'a', passwordFile: join(folder, 'missing') };
    expect(problemOf(() => readMailServer({ ...mail, ...login, protection: 'none' }))).toBe(
      'mail.protection: a login needs tls or starttls',
    );
    expect(problemOf(() => readMailServer({ ...mail, ...login }))).toMatch(/^mail\.passwordFile: .*ENOENT/);
  });
});
