import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

const hasProgram = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
/** Whether a real gnome-keyring can be started here. */
export const hasKeyring = process.platform === 'linux' && ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'].every(hasProgram);

const PASSWORD = 'the test keyring\n';

export interface Keyring {
  /** Environment that a process needs to reach the keyring; also set in this process. */
  readonly env: Readonly<Record<string, string>>;
  /** The folder in which it keeps its files. */
  readonly home: string;
  lock(): void;
  /** Starts another daemon, unlocked, like a new login. Without a desktop, no user can enter the password later. */
  login(): void;
  /** Ends the daemon; the next request starts a new one that is locked. */
  kill(): void;
  stop(): void;
}

/** Starts a session bus and an unlocked gnome-keyring in an empty home folder. Both are set in this process's environment until `stop`. */
export async function startKeyring(): Promise<Keyring> {
  const home = temporaryFolder('keyring');
  const env: Record<string, string> = { HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: home, XDG_CACHE_HOME: home };
  const before = { ...process.env };
  Object.assign(process.env, env);
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise<string>((resolve) => bus.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())));
  env['DBUS_SESSION_BUS_ADDRESS'] = address;
  process.env['DBUS_SESSION_BUS_ADDRESS'] = address;

  /** The daemon is ready once it owns its name on the bus; it ends with the bus. */
  function start(): void {
    const keyring = spawnSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], { input: PASSWORD, timeout: 10_000 });
    if (keyring.status !== 0) throw new Error(`gnome-keyring-daemon ended with ${keyring.status}: ${keyring.stderr}`);
  }
  function ask(destination: string, path: string, method: string, ...args: string[]): string {
    const sent = spawnSync('dbus-send', ['--session', '--print-reply=literal', `--dest=${destination}`, path, method, ...args], {
      encoding: 'utf8',
      timeout: 10_000,
    });
    if (sent.status !== 0) throw new Error(`${method}: ${sent.stderr}`);
    return sent.stdout;
  }
  function kill(): void {
    const BUS = 'org.freedesktop.DBus';
    const pid = /(\d+)\s*$/.exec(ask(BUS, '/', `${BUS}.GetConnectionUnixProcessID`, 'string:org.freedesktop.secrets'))?.[1];
    if (pid === undefined) throw new Error('no keyring on the bus');
    process.kill(Number(pid), 'SIGKILL');
    while (ask(BUS, '/', `${BUS}.NameHasOwner`, 'string:org.freedesktop.secrets').includes('true')) spawnSync('sleep', ['0.02']);
  }
  start();
  return {
    env,
    home,
    lock: () => {
      const SECRETS = '/org/freedesktop/secrets';
      ask('org.freedesktop.secrets', SECRETS, 'org.freedesktop.Secret.Service.Lock', `array:objpath:${SECRETS}/collection/login`);
    },
    login() {
      kill();
      start();
    },
    kill,
    stop() {
      bus.kill();
      // Restores the developer's environment, including the home folder with the compile cache, for the test files after this one.
      for (const name of Object.keys(env))
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      rmSync(home, { recursive: true, force: true });
    },
  };
}
