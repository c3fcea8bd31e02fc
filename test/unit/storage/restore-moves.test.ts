import files, { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import {
  getUnpackedFolder,
  hasInterruptedRestore,
  lockDataFolder,
  moveUnpackedData,
  requireNoInterruptedRestore,
  revertInterruptedRestore,
  revertRestoreUnderLock,
} from '#main/storage/data-folder/restore-moves.ts';
import { failureOf } from '../../support/failure-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('moves');
});
const NAMES = ['workspaces', 'demo', 'settings.json'] as const;
type Name = (typeof NAMES)[number];

/** Creates entries that contain `when`; folders contain one file. */
function put(place: string, when: 'before' | 'after', names: readonly Name[]): void {
  mkdirSync(place, { recursive: true });
  for (const name of names) {
    if (name === 'settings.json') writeFileSync(join(place, name), when);
    else {
      mkdirSync(join(place, name));
      writeFileSync(join(place, name, 'x'), when);
    }
  }
}
/** Returns for each name whether its content is from before or after. */
const stands = (place = folder): unknown =>
  Object.fromEntries(
    NAMES.filter((name) => existsSync(join(place, name))).map((name) => [
      name,
      readFileSync(name === 'settings.json' ? join(place, name) : join(place, name, 'x'), 'utf8'),
    ]),
  );
const asideName = (): string | undefined => readdirSync(folder).find((name) => name.startsWith('before-restore-'));
const movesPath = (): string => join(folder, '.restoring', 'moves.json');
const note = (own: readonly Name[], names: readonly Name[], before: string | null = 'before-restore-x'): void =>
  writeFileSync(movesPath(), JSON.stringify({ before, own, names }));

describe('what is restored', () => {
  it('waits on Windows until a scanner releases it, and does not wait elsewhere', () => {
    const { platform } = process;
    const { renameSync } = files;
    let held = 0;
    files.renameSync = (from, to) => {
      if (String(from).endsWith('workspaces') && held-- > 0) throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'rename' });
      renameSync(from, to);
    };
    syncBuiltinESMExports();
    try {
      put(folder, 'before', ['workspaces']);
      put(getUnpackedFolder(folder), 'after', ['workspaces']);
      held = 1;
      Object.defineProperty(process, 'platform', { value: 'linux' });
      expect(() => moveUnpackedData(folder)).toThrow('EPERM');
      expect(stands()).toEqual({ workspaces: 'before' });
      Object.defineProperty(process, 'platform', { value: 'win32' });
      held = 3;
      const aside = moveUnpackedData(folder);
      expect([stands(), stands(aside ?? '')]).toEqual([{ workspaces: 'after' }, { workspaces: 'before' }]);
    } finally {
      Object.defineProperty(process, 'platform', { value: platform });
      files.renameSync = renameSync;
      syncBuiltinESMExports();
    }
  });

  it('replaces the former data, which is kept complete in another folder', () => {
    put(folder, 'before', ['workspaces', 'settings.json']);
    writeFileSync(join(folder, 'log'), 'mine');
    put(getUnpackedFolder(folder), 'after', ['workspaces', 'demo']);
    const aside = moveUnpackedData(folder);
    expect([stands(), stands(aside ?? ''), readdirSync(getUnpackedFolder(folder))]).toEqual([
      { workspaces: 'after', demo: 'after' },
      { workspaces: 'before', 'settings.json': 'before' },
      [],
    ]);
    expect(aside).toMatch(/before-restore-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/);
    expect([hasInterruptedRestore(folder), requireNoInterruptedRestore(folder), existsSync(join(folder, 'log'))]).toEqual([
      true,
      undefined,
      true,
    ]);
    expect(JSON.parse(readFileSync(movesPath(), 'utf8'))).toEqual({
      before: asideName(),
      own: ['workspaces', 'settings.json'],
      names: ['workspaces', 'demo'],
    });
    revertInterruptedRestore(folder);
    expect([stands(), hasInterruptedRestore(folder), stands(aside ?? '')]).toEqual([
      { workspaces: 'after', demo: 'after' },
      false,
      { workspaces: 'before', 'settings.json': 'before' },
    ]);
  });

  it('is moved to an empty folder with nothing set aside', () => {
    put(getUnpackedFolder(folder), 'after', NAMES);
    expect([moveUnpackedData(folder), stands(), asideName()]).toEqual([
      null,
      Object.fromEntries(NAMES.map((name) => [name, 'after'])),
      undefined,
    ]);
    expect(requireNoInterruptedRestore(folder)).toBeUndefined();
  });
});

describe('a restore that was killed', () => {
  const steps: readonly [string, (move: (name: Name, to: 'aside' | 'in') => void) => void][] = [
    ['before its first move', () => undefined],
    ['with one name aside', (move) => move('workspaces', 'aside')],
    [
      'with all aside',
      (move) => {
        move('workspaces', 'aside');
        move('settings.json', 'aside');
      },
    ],
    [
      'with one name moved in',
      (move) => {
        move('workspaces', 'aside');
        move('settings.json', 'aside');
        move('demo', 'in');
      },
    ],
  ];
  const begin = (): void => {
    put(folder, 'before', ['workspaces', 'settings.json']);
    put(getUnpackedFolder(folder), 'after', ['workspaces', 'demo']);
    note(['workspaces', 'settings.json'], ['workspaces', 'demo']);
    mkdirSync(join(folder, 'before-restore-x'));
  };
  const move = (name: Name, to: 'aside' | 'in'): void =>
    to === 'aside'
      ? renameSync(join(folder, name), join(folder, 'before-restore-x', name))
      : renameSync(join(getUnpackedFolder(folder), name), join(folder, name));

  it.each(steps)('%s is reported, and undone by the next console that has the folder', (_, moves) => {
    begin();
    moves(move);
    expect(failureOf(() => requireNoInterruptedRestore(folder))).toEqual({
      code: 'restore-cut',
      params: { folder, before: 'before-restore-x' },
    });
    const lock = lockDataFolder(folder);
    expect([stands(), asideName(), hasInterruptedRestore(folder)]).toEqual([
      { workspaces: 'before', 'settings.json': 'before' },
      undefined,
      false,
    ]);
    lock?.release();
    expect(requireNoInterruptedRestore(folder)).toBeUndefined();
  });

  it('after its last move is left unchanged', () => {
    begin();
    for (const name of ['workspaces', 'settings.json'] as const) move(name, 'aside');
    for (const name of ['workspaces', 'demo'] as const) move(name, 'in');
    expect(requireNoInterruptedRestore(folder)).toBeUndefined();
    revertInterruptedRestore(folder);
    expect([stands(), stands(join(folder, 'before-restore-x'))]).toEqual([
      { workspaces: 'after', demo: 'after' },
      { workspaces: 'before', 'settings.json': 'before' },
    ]);
  });

  it('with nothing there before leaves nothing', () => {
    put(getUnpackedFolder(folder), 'after', ['workspaces', 'demo']);
    note([], ['workspaces', 'demo'], null);
    move('demo', 'in');
    expect(failureOf(() => requireNoInterruptedRestore(folder))).toEqual({
      code: 'restore-cut',
      params: { folder },
    });
    revertInterruptedRestore(folder);
    expect([stands(), hasInterruptedRestore(folder)]).toEqual([{}, false]);
  });

  it('whose files are gone by now takes nothing away', () => {
    put(folder, 'before', ['workspaces']);
    mkdirSync(getUnpackedFolder(folder), { recursive: true });
    note(['workspaces'], ['workspaces']);
    revertInterruptedRestore(folder);
    expect([stands(), hasInterruptedRestore(folder)]).toEqual([{ workspaces: 'before' }, false]);
  });

  it('is not reported while a console has the folder, and not if nothing was recorded', () => {
    mkdirSync(join(folder, '.restoring'));
    expect([requireNoInterruptedRestore(folder), hasInterruptedRestore(folder)]).toEqual([undefined, true]);
    begin();
    const lock = takeFolderLock(folder);
    expect(requireNoInterruptedRestore(folder)).toBeUndefined();
    lock?.release();
  });

  it('moves nothing if its target exists again, unless that is an empty folder', () => {
    begin();
    move('workspaces', 'aside');
    mkdirSync(join(folder, 'workspaces'));
    writeFileSync(join(folder, 'workspaces', 'x'), 'made');
    const cut = { code: 'restore-cut', params: { folder, before: 'before-restore-x', name: 'workspaces' } };
    expect(failureOf(() => revertInterruptedRestore(folder))).toEqual(cut);
    expect([stands(), stands(join(folder, 'before-restore-x')), hasInterruptedRestore(folder)]).toEqual([
      { workspaces: 'made', 'settings.json': 'before' },
      { workspaces: 'before' },
      true,
    ]);
    const lock = takeFolderLock(folder);
    if (lock === null) throw new Error('no lock');
    expect(failureOf(() => revertRestoreUnderLock(lock, folder))).toEqual(cut);
    // The folder is unlocked again, so that it can be repaired.
    rmSync(join(folder, 'workspaces', 'x'));
    const next = lockDataFolder(folder);
    expect([next === null, stands()]).toEqual([false, { workspaces: 'before', 'settings.json': 'before' }]);
    next?.release();
  });

  it.each([
    ['{"before":"elsewhere","own":[],"names":[]}'],
    ['{"before":"before-restore-../x","own":[],"names":[]}'],
    ['{"before":null,"own":["log"],"names":[]}'],
    ['{"before":null,"own":[],"names":["../x"]}'],
    ['{"before":null,"own":[]}'],
    ['{"before":nul'],
    [''],
  ])('is not undone by a record from another source: %s', (moves) => {
    mkdirSync(join(folder, '.restoring'));
    writeFileSync(movesPath(), moves);
    expect(failureOf(() => revertInterruptedRestore(folder))).toEqual({
      code: 'restore-cut',
      params: { folder, file: join('.restoring', 'moves.json') },
    });
  });
});
