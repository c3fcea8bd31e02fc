import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNewerVersion, readUpdateFeed } from '#main/hosts/electron/updates/update-feed.ts';

const HOMEPAGE = 'https://it.kaisha.test/tsunagi';
const read = (
  feed: unknown,
  more: { channel?: unknown; homepage?: unknown; packed?: boolean; platform?: NodeJS.Platform; arch?: string } = {},
) =>
  readUpdateFeed({
    about: { homepage: more.homepage ?? HOMEPAGE, update: { feed, channel: more.channel ?? 'latest' } },
    platform: more.platform ?? 'linux',
    arch: more.arch ?? 'x64',
    packed: more.packed ?? true,
  });

describe('the feed of a package', () => {
  test('is null if the package was built without one', () => {
    for (const about of [{}, null, { homepage: HOMEPAGE }, { homepage: HOMEPAGE, update: {} }])
      expect(readUpdateFeed({ about, platform: 'linux', arch: 'x64', packed: true })).toBeNull();
  });

  test.each([
    ['win32', 'x64', 'latest.yml'],
    ['darwin', 'arm64', 'latest-mac.yml'],
    ['linux', 'x64', 'latest-linux.yml'],
    ['linux', 'arm64', 'latest-linux-arm64.yml'],
  ] as const)('on %s %s is the file %s', (platform, arch, name) => {
    for (const address of ['https://updates.kaisha.test/tsunagi', 'https://updates.kaisha.test/tsunagi/'])
      expect(read(address, { platform, arch })).toEqual({
        file: `https://updates.kaisha.test/tsunagi/${name}`,
        host: 'updates.kaisha.test',
        page: HOMEPAGE,
        pageHost: 'it.kaisha.test',
      });
  });

  test('is of the channel that the package was made with', () => {
    expect(read('https://updates.kaisha.test/', { channel: 'beta' })?.file).toBe('https://updates.kaisha.test/beta-linux.yml');
    for (const channel of ['', '../x', 'Latest', 'a/b', 'a%2fb', 7, 'x'.repeat(40)])
      expect(read('https://updates.kaisha.test/', { channel })).toBeNull();
  });

  test.each([
    'http://updates.kaisha.test/',
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'file:///tmp/',
    'app://ui/',
    'https://user:secret@updates.kaisha.test/',
    'not an address',
    '',
    7,
    `https://updates.kaisha.test/${'x'.repeat(3_000)}`,
  ])('a packaged program sends no request to %s', (address) => {
    expect(read(address)).toBeNull();
  });

  test('during development only a server on this machine may answer without TLS', () => {
    expect(read('http://127.0.0.1:8080/a', { packed: false })?.file).toBe('http://127.0.0.1:8080/a/latest-linux.yml');
    for (const address of ['http://127.0.0.1.kaisha.test/', 'http://10.0.0.1/', 'http://updates.kaisha.test/', 'http://user@127.0.0.1/'])
      expect(read(address, { packed: false })).toBeNull();
  });

  test('an update without an allowed page has no link', () => {
    for (const homepage of ['http://it.kaisha.test/', 'https://it.kaisha.test:8443/', 'javascript:alert(1)', ''])
      expect(read('https://updates.kaisha.test/', { homepage })).toBeNull();
  });
});

describe('the version that a feed names', () => {
  test.each([
    ['version: 0.2.0\nfiles: []\n', '0.2.0'],
    ["version: '1.0.0'\r\n", '1.0.0'],
    ['files: []\nversion: "0.1.1-beta.2"\n', '0.1.1-beta.2'],
    ['version: 0.1.0\n', null],
    ['version: 0.0.9\n', null],
    ['version: 0.1.0-beta.1\n', null],
    ['version: newest\n', undefined],
    ['  version: 9.9.9\n', undefined],
    ['version: 9.9.9 <b>\n', undefined],
    [`version: 9.9.${'9'.repeat(80)}\n`, undefined],
    ['', undefined],
  ])('%j compared with 0.1.0 is %s', (file, later) => expect(findNewerVersion(file, '0.1.0')).toBe(later));

  test('is three numbers with an optional suffix, or null, for any file', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `version: ${text}\n`),
        ),
        (file) => {
          expect(findNewerVersion(file, '0.1.0') ?? '9.9.9').toMatch(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);
        },
      ),
    );
  });
});
