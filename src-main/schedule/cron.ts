import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Scheduler } from './entry.ts';
import { readIfExists, removeIfExists, writeWithFolder } from './files.ts';
import { formatShellScript, parseCrontabEntry, parseShellScript, replaceCrontabEntry } from './formats.ts';
import { quoteShell } from './quoting.ts';
import { refuseSchedule, runProgram, runScheduler } from './run-program.ts';

/** Messages of the various crons for a user without a crontab; any other failure must not be taken for an empty one. */
const NO_CRONTAB = /no crontab for|can't open '[^']+': No such file/i;

/** A line in the user's crontab, for a Linux without the user's own systemd. */
export function createCronScheduler(companyId: string, folder: string, home: string, env: NodeJS.ProcessEnv): Scheduler {
  const script = join(folder, 'watch.sh');
  const english = { ...env, LC_ALL: 'C' };
  async function readCrontab(): Promise<string> {
    const { exit, out, err } = await runProgram('crontab', ['-l'], { env: english });
    if (exit === 0) return out;
    if (exit === null) throw new ExpectedError('schedule-unavailable');
    if (NO_CRONTAB.test(err)) return '';
    throw refuseSchedule('crontab', err);
  }
  const writeCrontab = (input: string): Promise<string> => runScheduler('crontab', ['-'], { env: english, input });
  return {
    kind: 'cron',
    place: 'crontab -l',
    async read() {
      const found = parseCrontabEntry(await readCrontab(), companyId);
      if (found === null) return null;
      if (found === 'unreadable') return { entry: null, isOn: true };
      const { script: path, days, time } = found;
      const words = parseShellScript((await readIfExists(path)) ?? '');
      return { entry: words === null ? null : { days, time, words }, isOn: true };
    },
    async write({ days, time, words }) {
      const before = await readCrontab();
      await writeWithFolder(script, formatShellScript(words), 0o700);
      await writeCrontab(replaceCrontabEntry(before, companyId, { days, time, script }));
    },
    async remove() {
      const before = await readCrontab();
      const after = replaceCrontabEntry(before, companyId, null);
      if (after !== before) await writeCrontab(after);
      await removeIfExists(script);
    },
    async run(_words, signal) {
      // The environment that cron provides.
      const { username } = userInfo();
      const alone = { HOME: home, LOGNAME: username, USER: username, SHELL: '/bin/sh', PATH: '/usr/bin:/bin' };
      const { exit, err } = await runProgram('/bin/sh', ['-c', quoteShell(script)], { env: alone, signal });
      return { exit: exit ?? 127, stderr: err };
    },
    onlySignedIn: () => Promise.resolve(false),
  };
}
