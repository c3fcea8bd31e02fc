import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ApplyRun } from '#shared/contract/plan/apply.ts';
import { toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { ABANDON_COMMAND, RUNS_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { formatRequiredArguments } from '../options/parser.ts';
import { type Output, runWithExitCode } from '../output/output.ts';

const PAGE = 200;
const RUN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a run must be resumed or abandoned before another one can start. */
const isWaiting = ({ state }: Pick<ApplyRun, 'state'>): boolean => state === 'paused' || state === 'interrupted';

/**
 * `tsunagi runs`: lists runs, latest first. Read-only, so it runs beside an open console; only that console knows whether it is resuming a
 * run. Exit 0 no run waits, 1 an interrupted run waits.
 */
export const runListRuns = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(RUNS_COMMAND, args, async ({ values: { profile: wanted, 'data-dir': dataFolder }, translate, output }) => {
    return runWithExitCode(output, async () => {
      const { openCompanyToRead, hasOpenConsole } = await import('../company/command-company.ts');
      const { call, close } = await openCompanyToRead(wanted, dataFolder);
      try {
        let waits = false;
        for (let offset = 0, total = 1; offset < total; offset += PAGE) {
          const page = await call('apply.runs', { offset, limit: PAGE });
          total = page.total;
          if (total === 0) output.print(translate('cli.runs.none'));
          for (const each of page.runs) {
            // Only the latest run can be unfinished. An open console may be resuming it.
            const mayGoOn = each.state === 'interrupted' && hasOpenConsole(dataFolder);
            const run = mayGoOn ? { ...each, state: 'running' as const } : each;
            waits ||= isWaiting(run);
            printRun(run, output);
            if (mayGoOn) output.print(`  ${translate('cli.runs.elsewhere')}`);
          }
        }
        return waits ? EXIT_CODES.blocked : EXIT_CODES.fine;
      } finally {
        await close();
      }
    });
  });

function printRun(run: ApplyRun, { result, print, translate }: Output): void {
  const { id, startedAt, endedAt, by, reason, state, total, done, failed, unknown, verified, differing } = run;
  result({ type: 'run', id, startedAt, endedAt, by, reason, state, total, done, failed, unknown, verified, differing });
  print(
    `${id}  ${startedAt}  ${translate(`planScreen.run.state.${state}`)}  ${done}/${total}  ${toPrintableText(by)}  ${toPrintableText(reason)}`,
  );
  if (unknown > 0) print(`  ${translate('cli.runs.unknown', { count: unknown })}`);
  if (isWaiting({ state })) print(`  ${translate('cli.runs.waits', { run: id })}`);
}

/**
 * `tsunagi abandon RUN`: ends an interrupted run. What was sent stays; nothing more is sent. Exit 0 done, 2 no such run, or it is not
 * waiting.
 */
export const runAbandon = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(ABANDON_COMMAND, args, async ({ values, operand: runId, translate, output }) => {
    const { profile: wanted, 'data-dir': dataFolder } = values;
    const reason = values.reason.trim();
    if (reason === '') throw UsageError.missing(formatRequiredArguments(ABANDON_COMMAND));
    return runWithExitCode(output, async () => {
      const { call, close } = await (await import('../company/command-company.ts')).openCommandCompany(wanted, dataFolder, translate);
      try {
        // Ids of runs are UUIDs, so no other text can be the id of a run.
        if (!RUN_ID.test(runId)) throw new ExpectedError('apply-run-not-found');
        await call('apply.cancel', { runId, reason });
        const { run } = await call('apply.state', { runId, states: [], offset: 0, limit: 1 });
        if (run === null) throw new ExpectedError('apply-run-not-found');
        const { done, unknown, total } = run;
        output.result({ type: 'abandoned', run: runId, done, unknown, total, reason });
        output.print(translate('cli.runs.abandoned', { done, left: total - done - unknown }));
        if (unknown > 0) output.print(translate('cli.runs.unknown', { count: unknown }));
        return EXIT_CODES.fine;
      } finally {
        await close();
      }
    });
  });
