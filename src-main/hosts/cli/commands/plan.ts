import { planText } from '#shared/messages/plan-text.ts';
import { answer, UsageError } from '../arguments.ts';
import { PLAN } from '../options/definitions.ts';
import { EXIT, type ExitCode } from '../options/exit-codes.ts';
import { waitOf } from '../options/whole-number.ts';
import { lossOfJob } from '../output/job-loss.ts';
import { withExit, workOf } from '../output/output.ts';
import { warnUnwritable, warnUnwritableCharacters } from '../output/unwritable-note.ts';

/**
 * `tsunagi plan`: reads the server and writes the selected items to a file, or the manual entry sheet if the server cannot be written to.
 * Exit 0 ready to apply, 1 blocked, 3 no server.
 */
export const runPlan = (args: readonly string[]): Promise<ExitCode> =>
  answer(
    PLAN,
    args,
    async ({ values: { profile: wanted, out, format, encoding, 'data-dir': dataFolder, wait }, translate, language, output }) => {
      if (format !== 'csv' && encoding !== 'utf8') throw UsageError.value(`--format ${format} --encoding ${encoding}`, '--format csv');
      const waiting = { ms: waitOf(wait), onWait: () => output.note(translate('cli.watch.waits')) };
      return withExit(output, async () => {
        const { openCommandCompany } = await import('../company/command-company.ts');
        const opened = await openCommandCompany(wanted, dataFolder, translate, '', waiting);
        const { call, finish, company } = opened;
        const work = workOf(output, new AbortController().signal);
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
            return EXIT.fine;
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
            guards: guards.map(({ id, state, sentence }) => ({ id, state, text: planText(sentence, translate) })),
            blocked: blocked.map(({ id, sentence }) => ({ id, text: planText(sentence, translate) })),
          });
          output.print(translate('cli.plan.written', { items, out }));
          warnUnwritableCharacters(lossOfJob(exported), output);
          for (const { sentence } of blocked) output.print(`  ${planText(sentence, translate)}`);
          if (totals.undecided > 0) output.print(`  ${translate('cli.plan.undecided', { count: totals.undecided })}`);
          return blocked.length > 0 || totals.undecided > 0 ? EXIT.blocked : EXIT.fine;
        } finally {
          await opened.close();
        }
      });
    },
  );
