import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartArguments {
  /** 0 takes a free port. */
  readonly port: number;
  /** Absolute; `null` for the system's place. */
  readonly dataFolder: string | null;
  readonly openBrowser: boolean;
  /** Ends the host when no page has spoken for this long; `null` keeps it until it is stopped. */
  readonly idleMs: number | null;
}

/** Reads the host's command line strictly; answers the argument that was not understood as a text. */
export function readStartArguments(argv: readonly string[]): StartArguments | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        'no-open': { type: 'boolean' },
        'idle-minutes': { type: 'string' },
      },
    });
    const port = values.port ?? '0';
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return `--port=${port}`;
    const idle = values['idle-minutes'];
    if (idle !== undefined && !/^[1-9]\d{0,3}$/.test(idle)) return `--idle-minutes=${idle}`;
    const folder = values['data-dir'];
    if (folder === '') return '--data-dir=';
    return {
      port: Number(port),
      dataFolder: folder === undefined ? null : resolve(folder),
      openBrowser: values['no-open'] !== true,
      idleMs: idle === undefined ? null : Number(idle) * 60_000,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
