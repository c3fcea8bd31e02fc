import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartArguments {
  /** 0 takes a free port. */
  readonly port: number;
  /** Absolute; `null` for the system's place. */
  readonly dataFolder: string | null;
  readonly openBrowser: boolean;
}

/** Reads the host's command line strictly; answers the argument that was not understood as a text. */
export function readStartArguments(argv: readonly string[]): StartArguments | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      options: { port: { type: 'string' }, 'data-dir': { type: 'string' }, 'no-open': { type: 'boolean' } },
    });
    const port = values.port ?? '0';
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return `--port=${port}`;
    const folder = values['data-dir'];
    if (folder === '') return '--data-dir=';
    return { port: Number(port), dataFolder: folder === undefined ? null : resolve(folder), openBrowser: values['no-open'] !== true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
