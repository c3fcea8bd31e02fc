import { parseArgs } from 'node:util';
import { createTexts } from '#shared/messages/texts.ts';
import { runDoctor } from '../../app/doctor.ts';
import { defaultDataFolder } from '../../storage/data-folder.ts';
import { createSystemKeychain } from '../../storage/keychain.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { languageOf } from './speech.ts';

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;

/** `tsunagi doctor`: one line a check. Exit 1 when something the console needs has failed. */
export async function runDoctorCommand(args: readonly string[]): Promise<ExitCode> {
  let options: { 'data-dir'?: string; lang?: string; json?: boolean };
  try {
    options = parseArgs({
      args: [...args],
      options: { 'data-dir': { type: 'string' }, lang: { type: 'string' }, json: { type: 'boolean' } },
    }).values;
  } catch (error) {
    process.stderr.write(`tsunagi doctor: ${(error as Error).message}\n`);
    return EXIT.badInput;
  }
  const texts = createTexts(languageOf(options.lang));
  const checks = await runDoctor({
    dataFolder: options['data-dir'] ?? defaultDataFolder(),
    keychain: createSystemKeychain(() => undefined),
  });
  if (options.json) process.stdout.write(`${JSON.stringify({ checks }, null, 2)}\n`);
  else
    for (const { id, state, key, params } of checks)
      process.stdout.write(`${MARKS[state]}  ${texts(`doctor.${id}.name`)}: ${texts(`doctor.${key}`, params)}\n`);
  return checks.some(({ state }) => state === 'failed') ? EXIT.blocked : EXIT.fine;
}
