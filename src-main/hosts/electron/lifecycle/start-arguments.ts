import path from 'node:path';

const MAX_ARGUMENTS = 64;
const MAX_ARGUMENT_LENGTH = 4_096;
const DATA_FOLDER = '--data-dir=';

/** Extension of a transfer file; the installer registers it. */
const TRANSFER_FILE = '.tsunagi-bundle';

/** Parsed command line. Chromium's and unknown flags are counted and otherwise ignored. */
export type StartArguments =
  | {
      readonly ok: true;
      readonly dataFolder: string | null;
      /** Absolute path of the first transfer file in the arguments; `null` if there is none. */
      readonly transferFile: string | null;
      readonly ignored: number;
    }
  | { readonly ok: false; readonly problem: 'not-a-list' | 'too-many' | 'too-long' | 'bad-data-folder' };

/** Returns the absolute path if the word names a transfer file; otherwise `null`. */
export const toTransferFilePath = (word: string, folder: string): string | null =>
  word.toLowerCase().endsWith(TRANSFER_FILE) && !word.startsWith('-') && !/\p{Cc}/u.test(word) ? path.resolve(folder, word) : null;

/**
 * Parses a command line strictly: `--data-dir=<absolute path>` at most once, limited number and length of words. A transfer file is
 * resolved from `folder`, the working directory.
 */
export function parseStartArguments(argv: unknown, folder: string): StartArguments {
  if (!Array.isArray(argv)) return { ok: false, problem: 'not-a-list' };
  if (argv.length > MAX_ARGUMENTS) return { ok: false, problem: 'too-many' };
  let dataFolder: string | null = null;
  let transferFile: string | null = null;
  let ignored = 0;
  for (const argument of argv as unknown[]) {
    if (typeof argument !== 'string') return { ok: false, problem: 'not-a-list' };
    if (argument.length > MAX_ARGUMENT_LENGTH) return { ok: false, problem: 'too-long' };
    if (!argument.startsWith(DATA_FOLDER)) {
      const named = toTransferFilePath(argument, folder);
      if (named === null) ignored += 1;
      else transferFile ??= named;
      continue;
    }
    const given = argument.slice(DATA_FOLDER.length);
    if (dataFolder !== null || !path.isAbsolute(given) || /\p{Cc}/u.test(given)) return { ok: false, problem: 'bad-data-folder' };
    dataFolder = given;
  }
  return { ok: true, dataFolder, transferFile, ignored };
}
