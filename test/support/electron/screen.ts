import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { asPlainUser, plainFolder } from './plain-user.ts';

/** A separate desktop: an X server without a display, a window manager, a session bus, and a home folder. */
export interface Screen {
  readonly env: Readonly<Record<string, string>>;
  /** Runs a short program on the screen and returns its output; throws if it ends with an error. */
  run(command: string, ...args: string[]): string;
  /** Starts a program on the screen. It ends with the screen at the latest. */
  start(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess;
  stop(): Promise<void>;
}

const firstLine = async (stream: Readable): Promise<string> => String((await once(stream, 'data'))[0]).trim();

export interface ScreenOptions {
  /** If true, the keyring exists and is unlocked. Otherwise the first request starts it, and it asks for a password. */
  readonly keyring?: boolean;
}

export async function startScreen({ keyring = true }: ScreenOptions = {}): Promise<Screen> {
  const home = plainFolder('tsunagi-home-');
  const env: Record<string, string> = {
    PATH: '/usr/bin:/bin',
    HOME: home,
    XDG_RUNTIME_DIR: home,
    // Chromium takes the language from LANGUAGE. GTK needs an installed locale, and every Debian has this one.
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'ja',
    NO_AT_BRIDGE: '1',
    GTK_USE_PORTAL: '0',
  };
  const running: ChildProcess[] = [];
  const start: Screen['start'] = (command, args, more = {}) => {
    const child = spawn(command, args, {
      ...asPlainUser(),
      cwd: home,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    running.push(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', () => {});
    return child;
  };
  const server = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']);
  env['DISPLAY'] = `:${await firstLine(server.stdio[3] as Readable)}`;
  const bus = start('dbus-daemon', ['--session', '--nofork', '--print-address=1']);
  env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(bus.stdout as Readable);
  start('openbox', ['--sm-disable']);
  // The daemon detaches from this process and ends with the bus.
  const opened = keyring
    ? spawnSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
        ...asPlainUser(),
        cwd: home,
        env,
        input: 'of the tests\n',
        timeout: 15_000,
      })
    : null;
  if (opened !== null && opened.status !== 0) throw new Error(`gnome-keyring-daemon ended with ${opened.status}: ${opened.stderr}`);
  const run: Screen['run'] = (command, ...args) => {
    const ended = spawnSync(command, args, { ...asPlainUser(), cwd: home, env, encoding: 'utf8', timeout: 15_000 });
    if (ended.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${ended.error?.message ?? ended.stderr}`);
    return ended.stdout.trim();
  };
  return {
    env,
    run,
    start,
    async stop() {
      for (const child of running.reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      // Programs started by the bus may still be writing files.
      rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
