import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { runStateSchema } from '#shared/contract/plan/plan.ts';
import type { PlanDocument } from '#shared/domain/sync/plan/document.ts';
import { toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import { describeObject } from '#shared/domain/sync/wording/label.ts';
import { toNeutralPhrase } from '#shared/domain/sync/wording/sentence.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { withoutServerText } from '#shared/messages/server-text.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { ApplyOutcome } from '../../../app/apply/apply-service.ts';
import type { JobContext } from '../../../company/job-context.ts';
import { readPlanDocument } from '../../../company/plan/plan-document-file.ts';
import { hashPlanDocument } from '../../../company/plan/plan-hash.ts';
import { onFirstEndSignal } from '../../end-signals.ts';
import { runCommand, UsageError } from '../arguments.ts';
import type { CommandCompany } from '../company/command-company.ts';
import { APPLY_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { formatRequiredArguments } from '../options/parser.ts';
import { parseWaitMs } from '../options/whole-number.ts';
import { getRunExitCode } from '../output/outcome.ts';
import { createJobContext, createOutput, type Output, runWithExitCode } from '../output/output.ts';
import { toPrintedFailure } from '../output/printed-failure.ts';

/**
 * `tsunagi apply PLANFILE`: sends exactly the content of the file, or nothing. The same command resumes an interrupted run. Exit 0 done,
 * 1 partly failed, 2 no such file, or no terminal and no `--yes`, 3 no server, 4 refused: by a guard, by another console, or because
 * server or drafts differ from the file.
 */
export const runApply = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(APPLY_COMMAND, args, async ({ values: options, operand: path, translate, language }) => {
    const { reason, json, quiet, 'if-held': ifHeld, 'on-failure': onFailure } = options;
    if (reason.trim() === '') throw UsageError.missing(formatRequiredArguments(APPLY_COMMAND));
    const isAsked = !options.yes;
    if (isAsked) requireTerminal(translate);
    const output = createOutput('apply', translate, { json, quiet, results: json || !process.stdout.isTTY });
    const waiting = { ms: parseWaitMs(options.wait), onWait: () => output.note(translate('cli.watch.waits')) };
    return runWithExitCode(output, async () => {
      const document = await readPlan(path);
      const { openCommandCompany, requireOperatorName } = await import('../company/command-company.ts');
      const operator = requireOperatorName(options.operator, options['data-dir'], translate);
      const opened = await openCommandCompany(document.company.id, options['data-dir'], translate, operator, waiting).catch(
        (error: unknown) => {
          if (error instanceof ExpectedError && error.failure.code === 'company-not-found')
            throw new ExpectedError('plan-file-foreign', { file: path, company: document.company.name });
          throw error;
        },
      );
      const stop = new AbortController();
      const stopListening = onFirstEndSignal(() => stop.abort());
      try {
        const token = await opened.addFile(path);
        if (isAsked) {
          const review = (offset: number) => opened.call('approval.review', { token, offset, limit: 500, language });
          if (!(await confirmed(document, review, stop.signal, output))) return EXIT_CODES.refusedByGuard;
        }
        for (const approval of options.approval) await importApproval(opened, approval);
        if (options.company !== undefined) await opened.call('plan.arm', { company: options.company });
        const order = { token, file: hashPlanDocument(document), reason: reason.trim(), ifHeld, onFailure } as const;
        const outcome = await send(opened, document, order, createJobContext(output, stop.signal), output);
        await printSteps(opened, outcome, output);
        return printOutcome(outcome, output);
      } finally {
        stopListening();
        await opened.close();
      }
    });
  });

const readPlan = async (path: string): Promise<PlanDocument> => (await readPlanDocument({ path, name: path })).document;

/** Imports an approval file that another administrator's console wrote. Throws `approval-invalid`, file-unreadable. */
async function importApproval({ addFile, call }: CommandCompany, path: string): Promise<void> {
  const token = await addFile(path);
  await call('approval.import', { token }).catch((error: unknown) => {
    // An invalid file must be requested again from the approver, which `approval-invalid` advises; an unreadable path need not.
    const code = error instanceof ExpectedError ? error.failure.code : '';
    throw code.startsWith('file-') && code !== 'file-unreadable' ? new ExpectedError('approval-invalid') : error;
  });
}

const outcomeSchema = z.object({
  runId: z.string(),
  state: runStateSchema.exclude(['interrupted']),
  done: z.number(),
  failed: z.number(),
  verified: z.number(),
  differing: z.number(),
});

/** Sends the plan file. Returns how far the run got, and the failure that paused it. */
async function send(
  { call, finish }: CommandCompany,
  document: PlanDocument,
  order: CallInput<'apply.file'>,
  work: JobContext,
  output: Output,
): Promise<ApplyOutcome> {
  try {
    const ended = outcomeSchema.parse(await finish(call('apply.file', order), work));
    const { run } = await call('apply.state', { runId: ended.runId, states: [], offset: 0, limit: 1 });
    return { ...ended, failure: run?.failure ?? null };
  } catch (error) {
    // The user confirmed exactly this file, so a different plan means that the server or the drafts changed since.
    if (!(error instanceof ExpectedError) || error.failure.code !== 'plan-changed') throw error;
    const { calls } = await call('apply.overtaken', { token: order.token });
    throw overtaken(calls, document, output);
  }
}

/** Maximum number of lines about later changes. */
const MAX_LINES = 20;

type Overtaken = CallOutput<'apply.overtaken'>['calls'][number];
type ConflictingCall = Overtaken & { readonly change: 'changed' | 'appeared' | 'vanished' };
const isConflicting = (one: Overtaken): one is ConflictingCall => one.change !== 'settled' && one.change !== 'unread';

/**
 * Prints the items of the file that changed on the server since, with their authors. Without such items, the drafts differ from the file.
 */
function overtaken(all: readonly Overtaken[], { items }: PlanDocument, { result, warn, translate }: Output): ExpectedError {
  if (all.length === 0) return new ExpectedError('plan-changed');
  const names = new Map(items.map(({ key, name }) => [key, name]));
  const nameOf = ({ key, name }: Overtaken): string => (name === '' ? (names.get(key) ?? '') : name);
  const settled = all.filter(({ change }) => change === 'settled');
  const others = all.filter(isConflicting);
  for (const one of others.slice(0, MAX_LINES)) {
    const { key, section, change, by, at } = one;
    result({ type: 'overtaken', key, change, by, at });
    const object = formatPhrase(describeObject({ section, name: nameOf(one) }), translate);
    warn(`  ${translate(`planScreen.changes.${change}`, { object, by: by === '' ? 'none' : by })}`);
  }
  if (others.length > MAX_LINES) warn(`  ${translate('planScreen.changes.more', { count: others.length - MAX_LINES })}`);
  if (settled.length > 0) warn(`  ${translate('cli.apply.settled', { count: settled.length })}`);
  const [first] = [...others, ...settled];
  // Unreadable objects are not included in the changes, so the number may be missing.
  return new ExpectedError('plan-stale', {
    changes: others.length + settled.length || 'none',
    name: (first === undefined ? '' : nameOf(first)) || 'none',
  });
}

/** Throws UsageError without a terminal, because nothing is applied without a confirmation. */
function requireTerminal(translate: Translate): void {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new UsageError(translate('cli.usage.unasked'));
}

/** Prints everything that will be sent, derived from the calls, and asks for confirmation. */
async function confirmed(
  document: PlanDocument,
  review: (offset: number) => Promise<CallOutput<'approval.review'>>,
  signal: AbortSignal,
  { translate, warn }: Output,
): Promise<boolean> {
  const file = hashPlanDocument(document);
  for (let offset = 0; offset < document.calls.length; ) {
    const page = await review(offset);
    // The plan file was overwritten while its pages were read.
    if (page.file !== file || page.items.length === 0) throw new ExpectedError('plan-changed');
    for (const { sentence, fields } of page.items) {
      warn(`  ${sentence}`);
      for (const field of fields) {
        warn(`    ${field.sentence}`);
        if (field.exact !== null) warn(`      ${field.path}: ${field.exact.before} → ${field.exact.after}`);
      }
    }
    offset += page.items.length;
  }
  const { calls, company } = document;
  return saysYes(`${translate('cli.apply.confirm', { calls: calls.length, company: toPrintableText(company.name) })} `, signal);
}

/**
 * Asks a question and returns whether the user confirmed. Closing the prompt (Ctrl+C, Ctrl+D) or ending the command is not a confirmation.
 * Node 20 never resolves a closed prompt.
 */
async function saysYes(question: string, signal: AbortSignal): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const said = await Promise.race([asking.question(question, { signal }), once(asking, 'close').then(() => '')]);
    return /^(y|yes|はい)$/i.test(said.trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ABORT_ERR') return false;
    throw error;
  } finally {
    asking.close();
  }
}

/** Prints the steps that were not done, with reasons. */
async function printSteps({ call }: CommandCompany, { runId }: ApplyOutcome, { result, print, translate }: Output): Promise<void> {
  for (let offset = 0, total = 1; offset < total; offset += 500) {
    const page = await call('apply.state', { runId, states: [], offset, limit: 500 });
    total = page.total;
    for (const { key, action, sentence, state, verified, attempts, requestId, failure } of page.steps) {
      const shown = failure === null ? null : withoutServerText(failure);
      result({ type: 'step', key, action, state, verified, attempts, requestId, failure: shown });
      if (state !== 'done') print(`  ${formatPhrase(toNeutralPhrase(sentence), translate)} (${translate(`cli.apply.step.${state}`)})`);
    }
  }
}

function printOutcome(outcome: ApplyOutcome, { result, print, warn, fail, translate }: Output): ExitCode {
  const { state, done, failed, verified, differing, failure } = outcome;
  result({ type: 'result', ...outcome, failure: failure === null ? null : withoutServerText(failure) });
  print(
    translate(`historyLog.sentence.run-${state === 'done' || state === 'failed' ? state : 'cancelled'}`, {
      done,
      failed,
      verified,
      differing,
    }),
  );
  if (state === 'paused') {
    warn(translate('cli.apply.rests'));
    if (failure !== null) fail(toPrintedFailure(failure, translate));
  }
  return getRunExitCode(outcome);
}
