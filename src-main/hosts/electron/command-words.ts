/** Switches of Chromium that a launcher puts before a command: root has no sandbox, a command shows no page, and its errors are its own. */
const BEFORE_A_COMMAND: ReadonlySet<string> = new Set(['--no-sandbox', '--no-zygote', '--log-level=3']);
const ASKS_FOR_WORDS: ReadonlySet<string> = new Set(['--help', '-h', '--version']);

/**
 * The words of a command in the command line of the installed program: `Tsunagi audit --neo ...`; `null` where the window is
 * meant. A command is a bare word, so that an unknown one is told instead of opening a window; a path or a switch is none.
 */
export function commandWords(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  const first = argv.findIndex((word, at) => at > 0 && !BEFORE_A_COMMAND.has(word));
  // An Electron that is not packed is given the folder of the program first.
  const words = first < 0 ? [] : argv.slice(isPackaged ? first : first + 1);
  const [name] = words;
  if (name === undefined) return null;
  return /^[a-z][a-z-]*$/.test(name) || ASKS_FOR_WORDS.has(name) ? words : null;
}
