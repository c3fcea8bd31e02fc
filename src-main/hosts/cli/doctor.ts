import { runDoctor } from '../../app/doctor.ts';
import { defaultDataFolder } from '../../storage/data-folder.ts';
import { createSystemKeychain } from '../../storage/keychain.ts';
import { answer, readOptions } from './arguments.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;

/** `tsunagi doctor`: one line a check. Exit 1 when something the console needs has failed. */
export const runDoctorCommand = (args: readonly string[]): Promise<ExitCode> =>
  answer('doctor', args, async (translate) => {
    const options = readOptions(args, { 'data-dir': { type: 'string' }, json: { type: 'boolean' } }, translate);
    const checks = await runDoctor({
      dataFolder: options['data-dir'] ?? defaultDataFolder(),
      keychain: createSystemKeychain(() => undefined),
    });
    if (options.json) process.stdout.write(`${JSON.stringify({ checks }, null, 2)}\n`);
    else
      for (const { id, state, key, params } of checks)
        process.stdout.write(`${MARKS[state]}  ${translate(`doctor.${id}.name`)}: ${translate(`doctor.${key}`, params)}\n`);
    return checks.some(({ state }) => state === 'failed') ? EXIT.blocked : EXIT.fine;
  });
