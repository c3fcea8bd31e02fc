import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** A crash dump written by Chromium. */
export interface CrashDump {
  /** File name chosen by Chromium. */
  readonly name: string;
  readonly path: string;
  /** Time of writing, ms since 1970. */
  readonly at: number;
  readonly bytes: number;
}

/** Returns the folder of crash dumps below the data folder. */
export const getCrashFolder = (dataFolder: string): string => path.join(dataFolder, 'crashes');

/** Returns the existing dumps, latest first; empty if the folder cannot be read. */
export function listCrashDumps(folder: string): readonly CrashDump[] {
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
