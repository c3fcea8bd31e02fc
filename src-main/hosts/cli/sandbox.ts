import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createTexts } from '#shared/messages/texts.ts';
import { businessDay } from '../../app/business-day.ts';
import { runSandbox } from '../../sandbox/run.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { languageOf } from './speech.ts';

/** `tsunagi sandbox`: the demo company's server, until the process is told to end. */
export async function runSandboxCommand(args: readonly string[]): Promise<ExitCode> {
  let options: { port?: string; 'data-dir'?: string; lang?: string };
  try {
    options = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, 'data-dir': { type: 'string' }, lang: { type: 'string' } },
    }).values;
  } catch (error) {
    process.stderr.write(`tsunagi sandbox: ${(error as Error).message}\n`);
    return EXIT.badInput;
  }
  const texts = createTexts(languageOf(options.lang));
  const port = Number(options.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`tsunagi sandbox: --port ${options.port}: 0-65535\n`);
    return EXIT.badInput;
  }
  const folder = options['data-dir'];
  const sandbox = await runSandbox({
    port,
    ...(folder !== undefined && { dataFolder: folder }),
    today: businessDay(Date.now()),
    print: ({ key, params }) => process.stdout.write(`${texts(`sandbox.${key}`, params)}\n`),
  });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await sandbox.close();
  return EXIT.fine;
}
