import type { LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { toPrintableJson } from '#shared/domain/sync/wording/exact-text.ts';
import { runDoctor } from '../../../app/console/doctor.ts';
import { getDefaultDataFolder } from '../../../storage/data-folder/data-folder.ts';
import { createSystemKeychain } from '../../../storage/keychain.ts';
import { runCommand } from '../arguments.ts';
import { openCommandCompany } from '../company/command-company.ts';
import { formatLayer, formatStateSymbol, LAYER_SYMBOLS, testConnection, testOtherConnection } from '../company/connection.ts';
import { DOCTOR_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;

/**
 * `tsunagi doctor`: prints one line per check; with `--profile` also tests a connection of that company, layer by layer; with
 * `--deep` reads the content of every company's file. Exit 1 if a required check failed, 3 if the connection failed.
 */
export const runDoctorCommand = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(DOCTOR_COMMAND, args, async ({ values: options, translate, output }) => {
    const dataFolder = options['data-dir'] ?? getDefaultDataFolder();
    const checks = await runDoctor({ dataFolder, keychain: createSystemKeychain(() => undefined), isDeep: options.deep });
    for (const { id, state, key, params } of checks)
      output.print(`  ${translate(`doctor.${id}.name`)}: ${translate.phrase(`doctor.${key}`, params)}`, formatStateSymbol(MARKS, state));
    const layers: LayerResult[] = [];
    if (options.profile !== undefined) {
      const opened = await openCommandCompany(options.profile, options['data-dir'], translate);
      try {
        const { connection } = options;
        output.print(`\n${translate(`connectionTest.target.${connection === 'amazon-business' ? 'business' : connection}`)}`);
        for await (const layer of connection === 'groupware' ? testConnection(opened) : testOtherConnection(opened, connection)) {
          layers.push(layer);
          output.print(formatLayer(layer, translate).trimEnd(), formatStateSymbol(LAYER_SYMBOLS, layer.state));
        }
      } finally {
        await opened.close();
      }
    }
    if (options.json)
      process.stdout.write(
        `${toPrintableJson(JSON.stringify(options.profile === undefined ? { checks } : { checks, layers }, null, 2))}\n`,
      );
    if (layers.some(({ state }) => state === 'failed')) return EXIT_CODES.serverUnreachable;
    return checks.some(({ state }) => state === 'failed') ? EXIT_CODES.blocked : EXIT_CODES.fine;
  });
