import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Copies the parts of the project that the hook needs into a separate folder. */
function copy(): string {
  const folder = temporaryFolder('hooks');
  folders.push(folder);
  mkdirSync(join(folder, 'scripts'));
  for (const file of ['lefthook.yml', 'package.json', 'scripts/hooks.mjs', 'scripts/project.mjs', 'scripts/say.mjs'])
    cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
const { CI: _, ...WITHOUT_CI } = process.env;
const install = (folder: string, env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['scripts/hooks.mjs'], { cwd: folder, env: { ...WITHOUT_CI, ...env }, encoding: 'utf8' });
const hookOf = (folder: string): string => join(folder, '.git/hooks/pre-commit');

describe('the hook of a commit', () => {
  it('is installed on machines of developers, and not in CI', () => {
    const folder = copy();
    execFileSync('git', ['init', '-q'], { cwd: folder });
    expect(install(folder, { CI: '1' }).status).toBe(0);
    expect(existsSync(hookOf(folder))).toBe(false);
    expect(install(folder).status).toBe(0);
    expect(existsSync(hookOf(folder))).toBe(true);
  });

  it('succeeds for an installation without a repository', () => {
    const folder = copy();
    expect(install(folder)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(folder, '.git'))).toBe(false);
  });

  it('checks the types of every folder that has its own configuration', () => {
    const written = readFileSync(join(ROOT, 'lefthook.yml'), 'utf8');
    const rooms = readdirSync(ROOT).filter((name) => name !== 'node_modules' && existsSync(join(ROOT, name, 'tsconfig.json')));
    expect(rooms.length).toBeGreaterThan(4);
    for (const room of rooms) expect(written).toContain(`tsc -p ${room} `);
  });
});
