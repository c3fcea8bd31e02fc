import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { CLI } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Maximum number of files that an audit of two lists loads from the program; each takes a millisecond or two at the start. */
const MOST = 9;

/** Records every file that the process imports. */
const NOTING = `import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) { appendFileSync(process.env.NOTED, url + '\\n'); return next(url, context); } });
`;

test('an audit of two lists reads few files of the program', () => {
  const folder = temporaryFolder('files');
  try {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const neo = file('neo.csv', 'ログインID,氏名,職場用メールアドレス\ntaro,山田 太郎,taro@example.co.jp\n');
    const amazon = file('amazon.csv', 'メールアドレス,氏名,役割,グループ\ntaro@example.co.jp,山田 太郎,パンチアウト,東京\n');
    const hook = pathToFileURL(file('noting.mjs', NOTING)).href;
    const noted = file('noted', '');
    const { status, stderr } = spawnSync(process.execPath, ['--import', hook, CLI, 'audit', '--neo', neo, '--amazon', amazon], {
      env: { ...process.env, NOTED: noted },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const program = pathToFileURL(dirname(CLI)).href;
    const read = readFileSync(noted, 'utf8')
      .split('\n')
      .filter((url) => url.startsWith(program));
    expect(read).toContain(pathToFileURL(CLI).href);
    expect(read.length, read.join('\n')).toBeLessThanOrEqual(MOST);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
