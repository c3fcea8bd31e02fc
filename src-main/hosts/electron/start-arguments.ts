import path from 'node:path';

const MOST_ARGUMENTS = 64;
const LONGEST_ARGUMENT = 4_096;
const DATA_FOLDER = '--data-dir=';

/** What a command line asks for. Flags that are Chromium's or unknown are counted and otherwise ignored. */
export type StartArguments =
  | { readonly ok: true; readonly dataFolder: string | null; readonly ignored: number }
  | { readonly ok: false; readonly problem: 'not-a-list' | 'too-many' | 'too-long' | 'bad-data-folder' };

/** Reads a command line strictly: `--data-dir=<absolute path>` at most once, a bounded number of bounded words. */
export function parseStartArguments(argv: unknown): StartArguments {
  if (!Array.isArray(argv)) return { ok: false, problem: 'not-a-list' };
  if (argv.length > MOST_ARGUMENTS) return { ok: false, problem: 'too-many' };
  let dataFolder: string | null = null;
  let ignored = 0;
  for (const argument of argv as unknown[]) {
    if (typeof argument !== 'string') return { ok: false, problem: 'not-a-list' };
    if (argument.length > LONGEST_ARGUMENT) return { ok: false, problem: 'too-long' };
    if (!argument.startsWith(DATA_FOLDER)) {
      ignored += 1;
      continue;
    }
    const folder = argument.slice(DATA_FOLDER.length);
    if (dataFolder !== null || !path.isAbsolute(folder) || /\p{Cc}/u.test(folder)) return { ok: false, problem: 'bad-data-folder' };
    dataFolder = folder;
  }
  return { ok: true, dataFolder, ignored };
}
