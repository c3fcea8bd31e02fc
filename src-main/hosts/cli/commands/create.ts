import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { AmazonUserRequestRow } from '#shared/contract/fixes/amazon-users.ts';
import { toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import { onFirstEndSignal } from '../../end-signals.ts';
import { runCommand } from '../arguments.ts';
import type { CommandCompany } from '../company/command-company.ts';
import { CREATE_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { parsePositiveNumberOption, parseWaitMs } from '../options/whole-number.ts';
import { createJobContext, type Output, runWithExitCode } from '../output/output.ts';

const MOST_PEOPLE = 1_000_000;
const PAGE = 500;

/**
 * `tsunagi create amazon-users`: prints who would be created on Amazon, and creates them with `--confirm` and their number. The same command
 * continues an interrupted run. Exit 0 everyone was created or there is no one to create, 1 people are to be created, or some were refused or
 * have an unknown result, 3 not reached, 4 refused: approval, region, or another number of people.
 */
export const runCreate = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(CREATE_COMMAND, args, async ({ values: options, translate, output }) => {
    const { profile, group: groupId, 'data-dir': dataFolder, wait } = options;
    const suppressEmail = options['no-invitation'];
    const confirmed = options.confirm === undefined ? null : parsePositiveNumberOption('--confirm', options.confirm, MOST_PEOPLE);
    const waiting = { ms: parseWaitMs(wait), onWait: () => output.note(translate('cli.watch.waits')) };
    return runWithExitCode(output, async () => {
      const { openCommandCompany, requireOperatorName } = await import('../company/command-company.ts');
      // Only a creation is recorded with a name.
      const operator = confirmed === null ? '' : requireOperatorName(options.operator, dataFolder, translate);
      const company = await openCommandCompany(profile, dataFolder, translate, operator, waiting);
      try {
        const plan = await printPlan(company, { groupId, suppressEmail }, output);
        if (plan.refused !== null) throw new ExpectedError('amazon-users-refused', { reason: plan.refused });
        const { total } = plan.people;
        if (confirmed === null) {
          if (total > 0) output.print(translate('cli.create.confirm', { people: String(total) }));
          return total > 0 ? EXIT_CODES.blocked : EXIT_CODES.fine;
        }
        if (confirmed !== total) throw new ExpectedError('amazon-users-refused', { reason: 'changed', count: total });
        return await create(company, { groupId, suppressEmail, people: total, digest: plan.digest }, output);
      } finally {
        await company.close();
      }
    });
  });

type Settings = Pick<CallInput<'fixes.createAmazonUsers'>, 'groupId' | 'suppressEmail'>;

async function printPlan(
  { call }: CommandCompany,
  { groupId, suppressEmail }: Settings,
  { result, print, translate }: Output,
): Promise<CallOutput<'fixes.amazonUsers'>> {
  const plan = await call('fixes.amazonUsers', {});
  const { people, leftOut, seconds, connection, refused, listTakenAt } = plan;
  const counts = { people: people.total, leftOut: leftOut.total };
  result({ type: 'amazon-user-plan', connection, refused, listTakenAt, seconds, groupId, suppressEmail, ...counts });
  const { total } = people;
  print(
    total === 0
      ? translate('cli.create.empty')
      : translate('cli.create.plan', { people: total, group: toPrintableText(groupId), mail: suppressEmail ? 'no' : 'yes', seconds }),
  );
  if (connection === null) print(translate('cli.create.unset'));
  for (const { name, email, familyName, givenName } of people.first) {
    result({ type: 'amazon-user', name, email, familyName, givenName });
    print(`  ${[email, familyName, givenName].map(toPrintableText).join('  ')}`);
  }
  if (total > people.first.length) print('  …');
  if (leftOut.total > 0) print(`\n${translate('cli.create.leftOut', { count: leftOut.total })}`);
  for (const { why, name, email } of leftOut.first) {
    result({ type: 'amazon-user-left-out', why, name, email });
    print(`  ${[email, name].map(toPrintableText).join('  ')}  ${translate(`amazonUsers.leftOut.${why}`)}`);
  }
  if (leftOut.total > leftOut.first.length) print('  …');
  return plan;
}

async function create(company: CommandCompany, order: CallInput<'fixes.createAmazonUsers'>, output: Output): Promise<ExitCode> {
  const startedAt = new Date().toISOString();
  const stop = new AbortController();
  const stopListening = onFirstEndSignal(() => stop.abort());
  try {
    const work = createJobContext(output, stop.signal);
    const counts = await company.finish(company.call('fixes.createAmazonUsers', order), work);
    const [created, refused, unknown] = (['created', 'refused', 'unknown'] as const).map((name) => Number(counts[name] ?? 0)) as [
      number,
      number,
      number,
    ];
    output.result({ type: 'amazon-users', created, refused, unknown });
    output.print(output.translate('cli.create.outcome', { created, refused, unknown }));
    return refused + unknown > 0 ? EXIT_CODES.blocked : EXIT_CODES.fine;
  } finally {
    stopListening();
    await printRequests(company, startedAt, output);
  }
}

/** Removes the text of Amazon's answer, like `withoutServerText`; only a plain code is kept. */
const withoutMessage = ({ reason, httpStatus, code }: NonNullable<AmazonUserRequestRow['failure']>) => ({
  reason,
  httpStatus,
  code: /^\w{1,60}$/.test(code) ? code : '',
});

/** Prints the requests of this run, and all whose result is unknown. */
async function printRequests({ call }: CommandCompany, since: string, { result, print, translate }: Output): Promise<void> {
  let hasUnknown = false;
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = await call('fixes.amazonUserRequests', { states: [], offset, limit: PAGE });
    total = page.total;
    for (const row of page.rows) {
      const isUnknown = row.state !== 'created' && row.state !== 'refused';
      // A later list has shown whether it exists.
      if (row.at < since && (!isUnknown || row.arrived !== null)) continue;
      hasUnknown ||= isUnknown;
      const { name, email, groupId, state, at, arrived } = row;
      const failure = row.failure === null ? null : withoutMessage(row.failure);
      result({ type: 'amazon-user-request', name, email, groupId, state, at, failure, arrived });
      const detail = failure === null ? '' : failure.code || failure.reason;
      print(`  ${[email, translate(`cli.create.state.${state}`), detail].filter((text) => text !== '').join('  ')}`);
    }
  }
  if (hasUnknown) print(translate('cli.create.unknown'));
}
