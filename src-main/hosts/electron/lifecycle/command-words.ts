/**
 * Chromium switches that a launcher adds before a command: root has no sandbox, a command shows no page, and Chromium's messages are
 * hidden.
 */
const BEFORE_A_COMMAND: ReadonlySet<string> = new Set(['--no-sandbox', '--no-zygote', '--log-level=3']);
const ASKS_FOR_WORDS: ReadonlySet<string> = new Set(['--help', '-h', '--version']);

/**
 * The command words of the installed program's command line, such as `Tsunagi audit --neo ...`; `null` = open the window. A bare word is
 * a command, so that an unknown one is reported; a path or switch is not.
 */
export function commandWords(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  const first = argv.findIndex((word, at) => at > 0 && !BEFORE_A_COMMAND.has(word));
  // An unpackaged Electron has the program's folder as first argument.
  const words = first < 0 ? [] : argv.slice(isPackaged ? first : first + 1);
  const [name] = words;
  if (name === undefined) return null;
  return /^[a-z][a-z-]*$/.test(name) || ASKS_FOR_WORDS.has(name) ? words : null;
}
