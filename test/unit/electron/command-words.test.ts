import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getCommandArguments, getCommandProgram } from '#main/hosts/electron/lifecycle/command-words.ts';

const PROGRAM = '/opt/Tsunagi/tsunagi';

describe('what the installed program is started for', () => {
  test.each([
    [
      ['audit', '--neo', 'NEO.csv'],
      ['audit', '--neo', 'NEO.csv'],
    ],
    [['--version'], ['--version']],
    [['--help'], ['--help']],
    [['-h'], ['-h']],
    // An unknown word is reported instead of opening a window.
    [['audti'], ['audti']],
    // Arguments as the launcher passes them.
    [
      ['--no-sandbox', '--no-zygote', '--log-level=3', 'audit', '--no-sandbox'],
      ['audit', '--no-sandbox'],
    ],
  ])('%j is a command', (given, words) => {
    expect(getCommandArguments([PROGRAM, ...given], true)).toEqual(words);
  });

  test.each([
    [[]],
    [['--no-sandbox']],
    [['--data-dir=/tmp/x']],
    [['--data-dir=/tmp/x', 'audit']],
    [['/home/hanako/会社.tsunagi-bundle']],
    [['file:///home/hanako/a.tsunagi-bundle']],
    [['a.tsunagi-bundle']],
    [['C:\\a.tsunagi-bundle']],
    [['--type=renderer', 'audit']],
    [['-psn_0_12345']],
    [['AUDIT']],
  ])('%j means the window', (given) => {
    expect(getCommandArguments([PROGRAM, ...given], true)).toBeNull();
  });

  test('an Electron that is not packed is given the folder of the program first', () => {
    expect(getCommandArguments(['electron', '--no-sandbox', '.', 'audit'], false)).toEqual(['audit']);
    expect(getCommandArguments(['electron', '.', '--data-dir=/tmp/x'], false)).toBeNull();
    expect(getCommandArguments(['electron', 'audit'], false)).toBeNull();
  });

  test('everything after a command belongs to the command', () => {
    fc.assert(
      fc.property(fc.constantFrom('audit', 'plan', 'apply', 'digest'), fc.array(fc.string()), (name, words) => {
        expect(getCommandArguments([PROGRAM, name, ...words], true)).toEqual([name, ...words]);
        expect(getCommandArguments(['electron', '.', name, ...words], false)).toEqual([name, ...words]);
      }),
    );
  });
});

describe('the command line for a scheduler', () => {
  const at = (platform: string, program: string, rest: { appImage?: string; folder?: string } = {}) =>
    getCommandProgram({ platform, program, appImage: rest.appImage, folder: rest.folder ?? null });

  test('is the launcher of the installation, the AppImage itself, or the unpackaged folder', () => {
    expect(at('linux', '/opt/Tsunagi/tsunagi')).toEqual(['/opt/Tsunagi/bin/tsunagi']);
    expect(at('darwin', '/Applications/Tsunagi.app/Contents/MacOS/Tsunagi')).toEqual([
      '/Applications/Tsunagi.app/Contents/Resources/bin/tsunagi',
    ]);
    expect(at('win32', 'C:\\Programs\\Tsunagi\\Tsunagi.exe')).toEqual(['C:\\Programs\\Tsunagi\\bin\\tsunagi.cmd']);
    const [program, ...switches] = at('linux', '/tmp/.mount/tsunagi', { appImage: '/home/user/Tsunagi.AppImage' });
    expect(program).toBe('/home/user/Tsunagi.AppImage');
    expect(getCommandArguments(['tsunagi', ...switches, 'watch'], true)).toEqual(['watch']);
    expect(at('linux', '/usr/bin/electron', { folder: '/srv/tsunagi' })).toEqual(['/usr/bin/electron', '/srv/tsunagi']);
  });
});
