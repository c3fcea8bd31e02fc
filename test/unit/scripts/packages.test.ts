import { describe, expect, it } from 'vitest';
import { findNewerVersion, readUpdateFeed } from '#main/hosts/electron/updates/update-feed.ts';
import { controlFile } from '../../../scripts/deb.mjs';
import { packageAbout, updateFeed } from '../../../scripts/package-about.mjs';
import { feedFile, feedFileName, filesOfPackage, PACKAGES, signingOf, whyNotHere } from '../../../scripts/packages.mjs';

const machine = (platform: 'win' | 'mac' | 'linux', ...programs: string[]) => ({
  platform,
  has: (name: string) => programs.includes(name),
});
const made = (...given: Parameters<typeof machine>): string[] =>
  PACKAGES.filter((each) => whyNotHere(each, machine(...given)) === null).map(({ name }) => name);

describe('what a machine can make', () => {
  it('includes the packages of its own system', () => {
    expect(made('linux', 'dpkg-deb')).toEqual(['deb', 'AppImage']);
    expect(made('win')).toEqual(['nsis', 'msi']);
    expect(made('mac')).toEqual(['dmg', 'zip']);
  });

  it('includes more packages if the required programs are installed', () => {
    expect(made('linux', 'dpkg-deb', 'wine')).toEqual(['deb', 'AppImage', 'nsis', 'msi']);
    expect(made('mac', 'dpkg-deb')).toEqual(['deb', 'dmg', 'zip']);
  });

  it('is explained if it cannot be made here', () => {
    for (const each of PACKAGES) {
      const why = whyNotHere(each, machine(each.platform === 'mac' ? 'linux' : 'mac'));
      expect(why).toMatch(/./);
    }
  });
});

describe('the files of a package', () => {
  const named = (name: string, arch: string, ...files: string[]): string[] => {
    const wanted = PACKAGES.find((each) => each.name === name);
    return wanted === undefined ? [] : filesOfPackage(wanted, arch, files);
  };

  it('are those of this program, with any version', () => {
    expect(named('deb', 'x64', 'Tsunagi-0.1.0-linux-x64.deb', 'Tsunagi-0.2.0-beta.1-linux-x64.deb')).toHaveLength(2);
    expect(named('AppImage', 'x64', 'Tsunagi-0.1.0-linux-x86_64.AppImage')).toHaveLength(1);
    expect(named('nsis', 'x64', 'Tsunagi-0.1.0-win-x64.exe')).toHaveLength(1);
    expect(named('zip', 'arm64', 'Tsunagi-0.1.0-mac-arm64.zip')).toHaveLength(1);
  });

  it('do not include other files in the same folder, which would be removed and reported as made', () => {
    expect(named('deb', 'x64', 'google-chrome-stable_amd64.deb', 'backup.deb', 'my-Tsunagi-1-linux-x64.deb')).toEqual([]);
    expect(named('nsis', 'x64', 'setup.exe', 'Tsunagi.exe')).toEqual([]);
    expect(named('zip', 'x64', 'photos-mac-x64.zip')).toEqual([]);
  });

  it('are not those for another processor, which were made before', () => {
    expect(named('deb', 'arm64', 'Tsunagi-0.1.0-linux-x64.deb')).toEqual([]);
    expect(named('dmg', 'x64', 'Tsunagi-0.1.0-mac-arm64.dmg')).toEqual([]);
  });
});

describe('how it is signed', () => {
  const APPLE = { APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 's' };
  it.each([
    ['win', {}, false],
    ['win', { CSC_LINK: 'c.pfx' }, true],
    ['win', { WIN_CSC_LINK: 'c.pfx' }, true],
    ['mac', {}, false],
    ['mac', APPLE, false],
    // Signed only; macOS would still refuse to open it.
    ['mac', { CSC_LINK: 'c.p12' }, false],
    ['mac', { CSC_LINK: 'c.p12', ...APPLE }, true],
    ['mac', { CSC_NAME: 'Developer ID', APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'p', APPLE_TEAM_ID: 't' }, true],
    ['linux', { CSC_LINK: 'c.p12' }, false],
  ] as const)('on %s with %j: %s', (platform, env, signed) => {
    const answer = signingOf(platform, env);
    expect(answer.signed).toBe(signed);
    expect(answer.words).toMatch(/./);
  });
});

describe('the metadata of a package', () => {
  it('names the publisher, and reports a placeholder', () => {
    expect(packageAbout({}).placeholders).toEqual(['TSUNAGI_MAINTAINER', 'TSUNAGI_HOMEPAGE']);
    const { about, placeholders } = packageAbout({
      TSUNAGI_MAINTAINER: '情報システム部 <it@kaisha.test>',
      TSUNAGI_HOMEPAGE: 'https://it.kaisha.test/tsunagi',
    });
    expect(placeholders).toEqual([]);
    const control = controlFile(about, 'x64', 1234);
    expect(control).toMatch(/^Package: tsunagi\nVersion: \d/);
    expect(control).toContain('\nMaintainer: 情報システム部 <it@kaisha.test>\nHomepage: https://it.kaisha.test/tsunagi\nDescription: ');
    expect(control).toContain('\nArchitecture: amd64\nInstalled-Size: 1234\n');
    expect(control.endsWith('\n')).toBe(true);
  });

  it('keeps to one line each', () => {
    expect(() => packageAbout({ TSUNAGI_MAINTAINER: 'a\nDepends: evil' })).toThrow(/one line/);
  });

  it('sorts a pre-release before its release', () => {
    const { about } = packageAbout({});
    expect(controlFile({ ...about, version: '1.2.0-beta.1' }, 'arm64', 1)).toMatch(
      /\nVersion: 1\.2\.0~beta\.1\n(?:.*\n)*Architecture: arm64\n/,
    );
  });
});

describe('the feed of later versions', () => {
  const FEED = 'https://updates.kaisha.test/tsunagi/';
  const HOMEPAGE = 'https://it.kaisha.test/tsunagi';

  it('is none unless it is given', () => {
    expect(updateFeed({}, { placeholders: [] })).toBeNull();
    expect(updateFeed({ TSUNAGI_UPDATE_FEED: FEED }, { placeholders: [] })).toEqual({ feed: FEED, channel: 'latest' });
  });

  it.each([
    { TSUNAGI_UPDATE_FEED: 'http://updates.kaisha.test/' },
    { TSUNAGI_UPDATE_FEED: 'https://user:secret@updates.kaisha.test/' },
    { TSUNAGI_UPDATE_FEED: 'updates.kaisha.test' },
    { TSUNAGI_UPDATE_FEED: FEED, TSUNAGI_UPDATE_CHANNEL: '../beta' },
  ])('is refused where the program would not ask it: %j', (env) => {
    expect(() => updateFeed(env, { placeholders: [] })).toThrow(/TSUNAGI_UPDATE/);
  });

  it('needs a page that people are led to', () => {
    expect(() => updateFeed({ TSUNAGI_UPDATE_FEED: FEED }, { placeholders: ['TSUNAGI_HOMEPAGE'] })).toThrow(/TSUNAGI_HOMEPAGE/);
  });

  it.each([
    ['win', 'win32', 'x64'],
    ['mac', 'darwin', 'arm64'],
    ['linux', 'linux', 'x64'],
    ['linux', 'linux', 'arm64'],
  ] as const)('has the file that the program asks for (%s %s %s)', (system, platform, arch) => {
    const update = updateFeed({ TSUNAGI_UPDATE_FEED: FEED, TSUNAGI_UPDATE_CHANNEL: 'beta' }, { placeholders: [] });
    const asked = readUpdateFeed({ about: { homepage: HOMEPAGE, update }, platform, arch, packed: true });
    expect(asked?.file).toBe(`${FEED}${feedFileName('beta', system, arch)}`);
    const file = feedFile('1.2.0', [{ name: 'Tsunagi-1.2.0.deb', content: new Uint8Array([1, 2, 3]) }]);
    expect(findNewerVersion(file, '1.1.9')).toBe('1.2.0');
    expect(file).toContain('  - url: Tsunagi-1.2.0.deb\n    sha512: ');
  });
});
