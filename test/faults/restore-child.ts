import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Restores an archive over a data folder and kills itself before the file system change with the given number. */
const [, , archive = '', into = '', at = ''] = process.argv;
let steps = 0;
for (const name of ['mkdirSync', 'renameSync', 'rmdirSync', 'rmSync', 'writeFileSync'] as const) {
  const work = fs[name] as (...words: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...words: unknown[]) => {
      steps++;
      if (steps === Number(at)) process.kill(process.pid, 'SIGKILL');
      return work(...words);
    },
  });
}
syncBuiltinESMExports();
const { REPLACING } = await import('../support/sealed-backup.ts');
const { restoreFolder } = await import('#main/app/backup/data-restore.ts');
await restoreFolder(archive, into, REPLACING, { signal: new AbortController().signal, report: () => undefined });
