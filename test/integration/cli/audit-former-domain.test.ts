import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLI } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const LOCALS = ['sato', 'suzuki', 'takahashi', 'tanaka', 'ito'];
const OPTION = '--alias-domain tsunagi-old.example=tsunagi-shoji.example';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('former');
  const write = (name: string, lines: readonly string[]): void => writeFileSync(join(folder, name), `${lines.join('\r\n')}\r\n`);
  write('neo.csv', ['ログインID,氏名,職場用メールアドレス', ...LOCALS.map((local, at) => `u${at},,${local}@tsunagi-shoji.example`)]);
  write('amazon.csv', ['メールアドレス,氏名', ...LOCALS.map((local) => `${local}@tsunagi-old.example,`)]);
});

/** Returns the notes that an audit prints beside its report. */
function notesOf(...options: readonly string[]): string {
  const lists = ['--neo', join(folder, 'neo.csv'), '--amazon', join(folder, 'amazon.csv'), '--out', join(folder, 'report.json')];
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'audit', ...lists, ...options], { encoding: 'utf8' });
  expect(status).toBe(1);
  return stderr;
}

describe('tsunagi audit on lists with a former domain', () => {
  it.each(['ja', 'en'])('prints the option that registers it, in one line: %s', (language) => {
    const lines = notesOf('--lang', language)
      .split('\n')
      .filter((line) => line.includes('tsunagi-old.example'));
    expect(lines).toEqual([expect.stringContaining(OPTION)]);
    expect(lines[0]).toContain(language === 'ja' ? '5 人' : '5 people');
  });

  it('prints nothing once the option is used, or with --quiet', () => {
    expect(notesOf(...OPTION.split(' '))).not.toContain('tsunagi-old.example');
    expect(notesOf('--quiet')).toBe('');
  });
});
