import { join } from 'node:path';
import type { Scheduler } from './entry.ts';
import { readIfExists, removeIfExists, writeWithFolder } from './files.ts';
import { formatPlist, parsePlist } from './formats.ts';
import { runProgram, runScheduler } from './run-program.ts';

/** An agent of the signed-in user on macOS. */
export function createLaunchdScheduler(companyId: string, home: string, userId: number, env: NodeJS.ProcessEnv): Scheduler {
  const label = `app.tsunagi.watch.${companyId}`;
  const path = join(home, 'Library', 'LaunchAgents', `${label}.plist`);
  const domain = `gui/${userId}`;
  const service = `${domain}/${label}`;
  const isLoaded = async (): Promise<boolean> => (await runProgram('launchctl', ['print', service], { env })).exit === 0;
  const unload = async (): Promise<void> => {
    if (await isLoaded()) await runScheduler('launchctl', ['bootout', service], { env });
  };
  return {
    kind: 'launchd',
    place: path,
    async read() {
      const plist = await readIfExists(path);
      return plist === null ? null : { entry: parsePlist(plist), isOn: await isLoaded() };
    },
    async write(entry) {
      await unload();
      await writeWithFolder(path, formatPlist(label, entry), 0o644);
      await runScheduler('launchctl', ['bootstrap', domain, path], { env });
    },
    async remove() {
      await unload();
      await removeIfExists(path);
    },
    async run([program = '', ...words], signal) {
      const { exit, err } = await runProgram(program, words, { env, signal });
      return { exit: exit ?? 127, stderr: err };
    },
    onlySignedIn: () => Promise.resolve(true),
  };
}
