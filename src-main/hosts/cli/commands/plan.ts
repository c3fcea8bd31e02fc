import { formatPhrase } from '#shared/messages/plan-text.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { PLAN_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { parseWaitMs } from '../options/whole-number.ts';
import { getUnwritableOfJob } from '../output/job-loss.ts';
import { createJobContext, runWithExitCode } from '../output/output.ts';
import { warnUnwritable, warnUnwritableCharacters } from '../output/unwritable-note.ts';

/**
 * `tsunagi plan`: reads the server and writes the selected items to a file, or the manual entry sheet if the server cannot be written to.
 * Exit 0 ready to apply, 1 blocked, 3 no server.
 */
export const runPlan = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(
    PLAN_COMMAND,
    args,
    async ({ values: { profile: wanted, out, format, encoding, 'data-dir': dataFolder, wait }, translate, language, output }) => {
      if (format !== 'csv' && encoding !== 'utf8') throw UsageError.value(`--format ${format} --encoding ${encoding}`, '--format csv');
      const waiting = { ms: parseWaitMs(wait), onWait: () => output.note(translate('cli.watch.waits')) };
      return runWithExitCode(output, async () => {
        const { openCommandCompany } = await import('../company/command-company.ts');
        const opened = await openCommandCompany(wanted, dataFolder, translate, '', waiting);
        const { call, finish, company } = opened;
        const work = createJobContext(output, new AbortController().signal);
        try {
          if (company.kind !== 'demo' && company.serverAddress === null)
            throw new UsageError(translate('cli.usage.noServerToRead', { company: company.name }));
          const read = await finish(call('plan.readServer', {}), work);
          if (read['stock'] === true) {
            // A standard NEO cannot be written to, so the plan becomes a manual entry sheet.
            const { writeEntrySheet } = await import('../output/entry-sheet.ts');
            const { counts, unwritable } = await writeEntrySheet(
              (window) => call('manualEntry.sheet', window),
              company,
              { out, format, encoding, language },
              translate,
            );
            output.result({ type: 'entry-sheet', out, ...counts });
            output.print(translate('cli.entry.written', { out, ...counts }));
            warnUnwritable({ unwritable }, encoding, output);
            return EXIT_CODES.fine;
          }
          const exported = await finish(call('plan.export', { format, encoding, language }), work);
          const items = Number(exported['items']);
          await opened.saveFile(exported['token'], out);
          const { digest, totals, refused } = await call('plan.state', {});
          const { guards } = await call('plan.guards', { reason: '' });
          const blocked = guards.filter(({ state }) => state === 'blocked');
          const { effects } = await call('plan.effects', {});
          output.result({
            type: 'plan',
            out,
            digest,
            items,
            totals,
            refused,
            effects,
            guards: guards.map(({ id, state, sentence }) => ({ id, state, text: formatPhrase(sentence, translate) })),
            blocked: blocked.map(({ id, sentence }) => ({ id, text: formatPhrase(sentence, translate) })),
          });
          output.print(translate('cli.plan.written', { items, out }));
          warnUnwritableCharacters(getUnwritableOfJob(exported), output);
          for (const { sentence } of blocked) output.print(`  ${formatPhrase(sentence, translate)}`);
          if (totals.undecided > 0) output.print(`  ${translate('cli.plan.undecided', { count: totals.undecided })}`);
          return blocked.length > 0 || totals.undecided > 0 ? EXIT_CODES.blocked : EXIT_CODES.fine;
        } finally {
          await opened.close();
        }
      });
    },
  );
