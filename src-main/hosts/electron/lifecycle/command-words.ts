import { posix, win32 } from 'node:path';

/**
 * Chromium switches that a launcher adds before a command: they turn off the sandbox, which root cannot use, the zygote process, which a
 * command does not need, and Chromium's messages.
 */
const LEADING_SWITCHES: ReadonlySet<string> = new Set(['--no-sandbox', '--no-zygote', '--log-level=3']);
const INFORMATION_SWITCHES: ReadonlySet<string> = new Set(['--help', '-h', '--version']);

/**
 * Returns the arguments of a command such as `Tsunagi audit --neo ...`; `null` = open the window. A bare word counts as a command, so that
 * an unknown one is reported; a path or switch does not.
 */
export function getCommandArguments(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  const first = argv.findIndex((word, at) => at > 0 && !LEADING_SWITCHES.has(word));
  // An unpackaged Electron has the program's folder as first argument.
  const words = first < 0 ? [] : argv.slice(isPackaged ? first : first + 1);
  const [name] = words;
  if (name === undefined) return null;
  return /^[a-z][a-z-]*$/.test(name) || INFORMATION_SWITCHES.has(name) ? words : null;
}

interface InstalledProgram {
  readonly platform: string;
  /** Path of the running program. */
  readonly program: string;
  /** Path of the AppImage, whose content is mounted in a folder that is gone after the end. */
  readonly appImage: string | undefined;
  /** Folder of an unpackaged application; `null` = packaged. */
  readonly folder: string | null;
}

/** Returns the command line of this installation as program and leading arguments, for a scheduler. */
export function getCommandProgram({ platform, program, appImage, folder }: InstalledProgram): readonly string[] {
  if (folder !== null) return [program, folder];
  if (appImage !== undefined) return [appImage, ...LEADING_SWITCHES];
  const { dirname, join } = platform === 'win32' ? win32 : posix;
  const beside = dirname(program);
  if (platform === 'darwin') return [join(beside, '..', 'Resources', 'bin', 'tsunagi')];
  return [join(beside, 'bin', platform === 'win32' ? 'tsunagi.cmd' : 'tsunagi')];
}
