import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { asPlainUser } from './plain-user.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Starts the built Node host as the unprivileged user on a data folder; resolves when the host has opened the folder. */
export async function startNodeHostProcess(dataFolder: string): Promise<{ stop(): Promise<void> }> {
  const program = path.join(ROOT, 'dist/main/node-host.js');
  const child = spawn(process.execPath, [program, '--no-open', `--data-dir=${dataFolder}`], {
    ...asPlainUser(),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin', HOME: dataFolder },
  });
  child.stderr.resume();
  await once(child.stdout, 'data');
  return {
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
