import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartArguments {
  /** 0 selects a free port. */
  readonly port: number;
  /** Absolute; `null` = the system's default. */
  readonly dataFolder: string | null;
  readonly openBrowser: boolean;
  /** Ends the host when no page communicated for this long; `null` = never. */
  readonly idleMs: number | null;
}

/** Parses the host's command line strictly; returns the invalid argument or the parser's error as text. */
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
