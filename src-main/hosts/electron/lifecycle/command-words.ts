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
