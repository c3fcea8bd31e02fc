import { join } from 'node:path';
import type { Scheduler } from './entry.ts';
import { readIfExists, removeIfExists, writeWithFolder } from './files.ts';
import { formatBatch, formatTask, parseBatch, parseTask } from './formats.ts';
import { runProgram, runScheduler } from './run-program.ts';

/** A task of the Windows Task Scheduler that runs a batch file in the user's local folder. */
export function createWindowsScheduler(companyId: string, folder: string, env: NodeJS.ProcessEnv): Scheduler {
  const task = `\\Tsunagi\\watch-${companyId}`;
  // A path below the local folder begins with a variable in the task, so that percent signs in other folders cannot get into it.
  const home = env['LOCALAPPDATA'] === undefined ? folder : join(env['LOCALAPPDATA'], 'Tsunagi', 'watch', companyId);
  const script = join(home, 'watch.cmd');
  const definition = join(home, 'task.xml');
  const schtasks = (...args: readonly string[]): Promise<string> => runScheduler('schtasks', args, { env });
  const exists = async (): Promise<boolean> => (await schtasks('/Query', '/FO', 'CSV', '/NH')).includes(`"${task}"`);
  return {
    kind: 'windows',
    place: task,
    async read() {
      if (!(await exists())) return null;
      const { timing, isOn } = parseTask((await schtasks('/Query', '/TN', task, '/XML')).replaceAll('\0', ''));
      const words = parseBatch((await readIfExists(script)) ?? '', env);
      return { entry: timing === null || words === null ? null : { ...timing, words }, isOn };
    },
    async write(entry) {
      await writeWithFolder(script, formatBatch(entry.words));
      await writeWithFolder(definition, Buffer.from(`\ufeff${formatTask(entry, script)}`, 'utf16le'));
      await schtasks('/Create', '/TN', task, '/XML', definition, '/F');
    },
    async remove() {
      if (await exists()) await schtasks('/Delete', '/TN', task, '/F');
      await Promise.all([removeIfExists(script), removeIfExists(definition)]);
    },
    async run(_words, signal) {
      // `/s` removes the outer quotes only, as the Task Scheduler's own call of a batch file does.
      const { exit, err } = await runProgram('cmd.exe', ['/d', '/s', '/c', `""${script}""`], { env, signal, verbatim: true });
      return { exit: exit ?? 127, stderr: err };
    },
    onlySignedIn: () => Promise.resolve(true),
  };
}
