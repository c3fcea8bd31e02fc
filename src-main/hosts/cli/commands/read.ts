import { runCommand } from '../arguments.ts';
import { READ_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { parsePositiveNumberOption, parseWaitMs } from '../options/whole-number.ts';
import { createJobContext, runWithExitCode } from '../output/output.ts';
import { printAmazonOrders } from './orders.ts';

const MOST_DAYS = 366;
const DEFAULT_HOURS = 24;

/**
 * `tsunagi read directory|amazon-orders`: reads the company directory or Amazon's orders over their connection into the company. Exit 0
 * read, 3 not reached, 4 refused because the list shrinks or loses addresses; then nothing is changed.
 */
export const runRead = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(
    READ_COMMAND,
    args,
    async ({ values: { profile, days: daysText, 'data-dir': dataFolder, wait }, operand, translate, output }) => {
      const days = parsePositiveNumberOption('--days', daysText, MOST_DAYS);
      const waiting = { ms: parseWaitMs(wait), onWait: () => output.note(translate('cli.watch.waits')) };
      return runWithExitCode(output, async () => {
        const { openCommandCompany } = await import('../company/command-company.ts');
        const { call, finish, close } = await openCommandCompany(profile, dataFolder, translate, '', waiting);
        const work = createJobContext(output, new AbortController().signal);
        try {
          if (operand === 'amazon-orders') {
            await finish(call('orders.readAmazon', { days }), work);
            await printAmazonOrders(call, DEFAULT_HOURS, output);
            return EXIT_CODES.fine;
          }
          const read = await finish(call('imports.readDirectory', {}), work);
          const [rows, added, gone, changed, disabled] = (['rows', 'added', 'gone', 'changed', 'disabled'] as const).map((name) =>
            Number(read[name] ?? 0),
          ) as [number, number, number, number, number];
          output.result({ type: 'directory', rows, added, gone, changed, disabled });
          output.print(translate('cli.read.directory', { rows, added, gone, changed }));
          return EXIT_CODES.fine;
        } finally {
          await close();
        }
      });
    },
  );
