import { join } from 'node:path';
import type { Scheduler } from './entry.ts';
import { readIfExists, removeIfExists, writeWithFolder } from './files.ts';
import { formatService, formatTimer, parseSystemd } from './formats.ts';
import { refuseSchedule, runProgram, runScheduler } from './run-program.ts';

type Environment = NodeJS.ProcessEnv;

/** Whether the user's own systemd answers; in a container or over `su` it does not. */
export const hasUserSystemd = async (env: Environment): Promise<boolean> =>
  (await runProgram('systemctl', ['--user', 'show', '--property=Version'], { env })).exit === 0;

/** A timer in the user's systemd. Its files are the schedule; whether it is switched on is asked of systemd. */
export function createSystemdScheduler(companyId: string, home: string, env: Environment): Scheduler {
  const folder = join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'systemd', 'user');
  const unit = `tsunagi-watch-${companyId}`;
  const [service, timer] = [join(folder, `${unit}.service`), join(folder, `${unit}.timer`)];
  const systemctl = (...args: readonly string[]): Promise<string> => runScheduler('systemctl', ['--user', ...args], { env });
  return {
    kind: 'systemd',
    place: timer,
    async read() {
      const [serviceText, timerText] = await Promise.all([readIfExists(service), readIfExists(timer)]);
      if (timerText === null) return null;
      const active = await runProgram('systemctl', ['--user', 'is-active', `${unit}.timer`], { env });
      return { entry: serviceText === null ? null : parseSystemd(serviceText, timerText), isOn: active.exit === 0 };
    },
    async write(entry) {
      await writeWithFolder(service, formatService(entry.words));
      await writeWithFolder(timer, formatTimer(entry));
      await systemctl('daemon-reload');
      await systemctl('enable', `${unit}.timer`);
      // `restart` applies a changed time to a timer that already runs.
      await systemctl('restart', `${unit}.timer`);
    },
    async remove() {
      if ((await readIfExists(timer)) === null) return removeIfExists(service);
      await systemctl('disable', '--now', `${unit}.timer`);
      await Promise.all([removeIfExists(timer), removeIfExists(service)]);
      await systemctl('daemon-reload');
    },
    async run(_words, signal) {
      const started = await runProgram('systemctl', ['--user', 'start', `${unit}.service`], { env, signal });
      const shown = await systemctl('show', `${unit}.service`, '--property=ExecMainStatus', '--value');
      const exit = /^\d+$/.test(shown.trim()) ? Number(shown.trim()) : null;
      if (exit === null || (started.exit !== 0 && exit === 0)) throw refuseSchedule('systemctl', started.err);
      return { exit, stderr: started.err };
    },
    async onlySignedIn() {
      const { exit, out } = await runProgram('loginctl', ['show-user', '--property=Linger', '--value'], { env });
      return exit === 0 && /^(yes|no)$/.test(out.trim()) ? out.trim() === 'no' : null;
    },
  };
}
