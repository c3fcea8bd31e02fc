import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_HOST } from './built.ts';

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/;

/** The built Node host as a separate process, on a data folder. */
export interface HostProcess {
  readonly process: ChildProcess;
  /** The printed address, which opens the console once. */
  readonly address: string;
  readonly origin: string;
  /** Standard error output so far. */
  stderr(): string;
  /** Asks the host to end and returns its exit code. */
  stop(): Promise<number | null>;
  /** Ends the host immediately, as a crash or a power failure would. */
  kill(): Promise<void>;
}

/** Prevents tests from using the developer's keychain: no session bus can be found. */
export const NO_KEYCHAIN = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_RUNTIME_DIR: '/nonexistent' };

/** Starts `dist/main/node-host.js`; rejects if it ends before it prints its address. */
export function startHost(dataFolder: string, port = 0, environment: Readonly<Record<string, string>> = NO_KEYCHAIN): Promise<HostProcess> {
  const child = spawn(process.execPath, [NODE_HOST, '--no-open', `--data-dir=${dataFolder}`, `--port=${port}`], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'C.UTF-8', ...environment },
  });
  let printed = '';
  let complaints = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    void ended.then((code) => reject(new Error(`the host ended with ${code}: ${complaints}`)));
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      // Confirms questions on the terminal, as the user who started the action would.
      if (String(chunk).includes('[y]')) child.stdin.write('y\n');
      const address = ADDRESS.exec(printed)?.[0];
      if (address === undefined) return;
      resolve({
        process: child,
        address,
        origin: new URL(address).origin,
        stderr: () => complaints,
        stop() {
          child.kill('SIGTERM');
          return ended;
        },
        async kill() {
          child.kill('SIGKILL');
          await ended;
        },
      });
    });
  });
}

/** Returns the errors that hosts on this folder logged, one line each. */
export function readLoggedErrors(dataFolder: string): string[] {
  const folder = join(dataFolder, 'log');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '' && ['error', 'fatal'].includes((JSON.parse(line) as { level: string }).level));
}
