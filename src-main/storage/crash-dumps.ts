import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What Chromium wrote when one of its processes died. */
export interface CrashDump {
  /** The file's name, which Chromium made up. */
  readonly name: string;
  readonly path: string;
  /** When it was written, ms since the epoch. */
  readonly at: number;
  readonly bytes: number;
}

/** Where they are kept, below the data folder. */
export const crashFolder = (dataFolder: string): string => path.join(dataFolder, 'crashes');

/** Those that are kept, the latest first; none where the folder cannot be read. */
export function crashDumps(folder: string): readonly CrashDump[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.dmp'))
    .map((name) => {
      const file = path.join(folder, name);
      const { mtimeMs, size } = statSync(file);
      return { name: path.basename(name), path: file, at: mtimeMs, bytes: size };
    })
    .sort((a, b) => b.at - a.at);
}
