const PLAIN = /^[\w@+=:,./-]+$/;

/** Quotes an argument for a POSIX shell. */
export const quoteShell = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** Returns the arguments of a line that `quoteShell` wrote; `null` for any other line. */
export const splitShell = (line: string): readonly string[] | null =>
  splitWords(line, /(?:'[^']*'|\\'|[\w@+=:,./-]+)+/, (word) =>
    word.replace(/'([^']*)'|\\(')/g, (_all, quoted: string | undefined) => quoted ?? "'"),
  );

/**
 * Quotes an argument of `ExecStart=`, where a percent sign begins a specifier, a dollar sign a variable, and a backslash an escape. In the
 * program's own path systemd replaces no variables.
 */
export const quoteSystemd = (word: string, isProgram = false): string => {
  const percents = word.replaceAll('%', '%%');
  const doubled = isProgram ? percents : percents.replaceAll('$', '$$$$');
  return PLAIN.test(word) ? doubled : `"${doubled.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
};

/** Returns the arguments of an `ExecStart=` that `quoteSystemd` wrote; `null` for any other. */
export const splitSystemd = (line: string): readonly string[] | null =>
  splitWords(line, /"(?:[^"\\]|\\["\\])*"|[\w@+=:,./-]+/, (word, at) => {
    const bare = word.startsWith('"') ? word.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : word;
    const percents = bare.replaceAll('%%', '%');
    return at === 0 ? percents : percents.replaceAll('$$', '$');
  });

/** The folders of the user that a batch file and a task name by a variable, so that they do not contain the characters of the user's name. */
const USER_FOLDERS = [
  ['%APPDATA%', /^[A-Za-z]:\\Users\\[^\\]+\\AppData\\Roaming(?=\\)/],
  ['%LOCALAPPDATA%', /^[A-Za-z]:\\Users\\[^\\]+\\AppData\\Local(?=\\)/],
] as const;

/** Splits a Windows path into the variable of its user folder (`''` = none) and the rest. */
export function splitUserFolder(path: string): readonly [variable: string, rest: string] {
  for (const [variable, folder] of USER_FOLDERS) {
    const [start] = folder.exec(path) ?? [];
    if (start !== undefined) return [variable, path.slice(start.length)];
  }
  return ['', path];
}

/** Quotes an argument for a batch file. Windows paths contain no quotes; a backslash before the closing quote would escape it. */
export const quoteBatch = (word: string): string => {
  if (/^[\w@:,./\\-]+$/.test(word) && splitUserFolder(word)[0] === '') return word;
  const [variable, rest] = splitUserFolder(word);
  return `"${variable}${rest.replaceAll('%', '%%').replace(/\\$/, '\\\\')}"`;
};

/** Returns the arguments of a line that `quoteBatch` wrote; `null` for any other line. `env` provides the user folders. */
export const splitBatch = (line: string, env: Readonly<Record<string, string | undefined>>): readonly string[] | null =>
  splitWords(line, /"[^"]*"|[\w@:,./\\-]+/, (word) => {
    if (!word.startsWith('"')) return word;
    const inner = word.slice(1, -1).replace(/\\\\$/, '\\');
    const [, name, rest = inner] = /^%(APPDATA|LOCALAPPDATA)%(.*)$/s.exec(inner) ?? [];
    return `${name === undefined ? '' : (env[name] ?? '')}${rest.replaceAll('%%', '%')}`;
  });

/** Splits a line at single spaces into words of a pattern; `null` if anything else is in it. */
function splitWords(line: string, pattern: RegExp, read: (word: string, at: number) => string): readonly string[] | null {
  const word = new RegExp(`(?:${pattern.source})(?= |$)`, 'y');
  const words: string[] = [];
  for (let at = 0; at < line.length; at = word.lastIndex + 1) {
    word.lastIndex = at;
    const [found] = word.exec(line) ?? [];
    if (found === undefined) return null;
    words.push(read(found, words.length));
  }
  return words.length === 0 ? null : words;
}

const XML_ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' } as const;
export const escapeXml = (text: string): string => text.replace(/[&<>]/g, (sign) => XML_ENTITIES[sign as keyof typeof XML_ENTITIES]);
export const unescapeXml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '');
