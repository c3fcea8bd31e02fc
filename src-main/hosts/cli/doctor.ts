import type { LayerResult } from '#shared/domain/integration/connection-test.ts';
import { runDoctor } from '../../app/doctor.ts';
import { defaultDataFolder } from '../../storage/data-folder.ts';
import { createSystemKeychain } from '../../storage/keychain.ts';
import { answer, readOptions } from './arguments.ts';
import { layerLines, testConnection } from './connection.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { openCommandWorkspace } from './workspace.ts';

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;

/**
 * `tsunagi doctor`: one line a check; with `--profile` the connection to that company's server as well, layer by layer. Exit 1 when
 * something the console needs has failed, 3 when the connection has.
 */
export const runDoctorCommand = (args: readonly string[]): Promise<ExitCode> =>
  answer('doctor', args, async (translate) => {
    const options = readOptions(
      args,
      { 'data-dir': { type: 'string' }, profile: { type: 'string' }, json: { type: 'boolean' } },
      translate,
    );
    const checks = await runDoctor({
      dataFolder: options['data-dir'] ?? defaultDataFolder(),
      keychain: createSystemKeychain(() => undefined),
    });
    if (!options.json)
      for (const { id, state, key, params } of checks)
        process.stdout.write(`${MARKS[state]}  ${translate(`doctor.${id}.name`)}: ${translate.phrase(`doctor.${key}`, params)}\n`);
    const layers: LayerResult[] = [];
    if (options.profile !== undefined) {
      const workspace = await openCommandWorkspace(options.profile, options['data-dir'], translate);
      try {
        if (!options.json) process.stdout.write(`\n${translate('connectionTest.target.groupware')}\n`);
        for await (const layer of testConnection(workspace)) {
          layers.push(layer);
          if (!options.json) process.stdout.write(layerLines(layer, translate));
        }
      } finally {
        await workspace.close();
      }
    }
    if (options.json) process.stdout.write(`${JSON.stringify(options.profile === undefined ? { checks } : { checks, layers }, null, 2)}\n`);
    if (layers.some(({ state }) => state === 'failed')) return EXIT.serverUnreachable;
    return checks.some(({ state }) => state === 'failed') ? EXIT.blocked : EXIT.fine;
  });
