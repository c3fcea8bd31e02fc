import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_HOST } from './built.ts';

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/;

/** The built Node host as a separate process, on a data folder. */
export interface HostProcess {
  readonly process: ChildProcess;
  /** The address it printed: opens the console once. */
  readonly address: string;
  readonly origin: string;
  /** What it wrote to standard error so far. */
  stderr(): string;
  /** Asks it to end and answers its exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once, as a crash or a power cut would. */
  kill(): Promise<void>;
}

/** Keeps the tests out of the developer's keychain: none can be found. */
export const NO_KEYCHAIN = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_RUNTIME_DIR: '/nonexistent' };

/** Starts `dist/main/node-host.js`; rejects when it ends before it has printed its address. */
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
      // Acts as a user at the terminal who initiated the action in question.
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

/** What the hosts on this folder have logged as errors, one line each. */
export function loggedErrors(dataFolder: string): string[] {
  const folder = join(dataFolder, 'log');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '' && ['error', 'fatal'].includes((JSON.parse(line) as { level: string }).level));
}
