import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { type ApprovalFile, approvalFileSchema } from '#shared/contract/approval.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { readShape } from '#shared/contract/read-shape.ts';
import type { PlanDocument } from '#shared/domain/sync/plan/document.ts';
import type { OvertakenCall } from '#shared/domain/sync/plan/overtaken.ts';
import { keyOfCall } from '#shared/domain/sync/plan/sealed-item.ts';
import type { SecretName } from '#shared/domain/sync/server-state.ts';
import { printableText } from '#shared/domain/sync/wording/exact-text.ts';
import { objectPhrase } from '#shared/domain/sync/wording/label.ts';
import { plainPhrase } from '#shared/domain/sync/wording/sentence.ts';
import { planText } from '#shared/messages/plan-text.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { ApplyOutcome, ResumeOptions } from '../../app/apply/apply-service.ts';
import { readPlanDocument } from '../../app/approval/plan-review.ts';
import { type Caller, OPERATOR, runForCaller } from '../../company/caller.ts';
import { digestOf, fileDigestOf } from '../../company/plan-hash.ts';
import type { Work } from '../../company/work.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { answer, UsageError } from './arguments.ts';
import type { CommandCompany, CommandServices } from './command-company.ts';
import { APPLY } from './definitions.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { exitOf } from './outcome.ts';
import { createOutput, type Output, withExit, workOf } from './output.ts';
import { requiredWords } from './parser.ts';
import { printedFailure } from './printed-failure.ts';
import { withoutServerText } from './server-text.ts';
import { waitOf } from './whole-number.ts';

/**
 * `tsunagi apply PLANFILE`: sends exactly the content of the file, or nothing. The same command resumes an interrupted run. Exit 0 done,
 * 1 partly failed, 2 no such file, or no terminal and no `--yes`, 3 no server, 4 refused: by a guard, by another console, or because
 * server or drafts differ from the file.
 */
export const runApply = (args: readonly string[]): Promise<ExitCode> =>
  answer(APPLY, args, async ({ values: options, operand: path, translate, language }) => {
    const { reason, json, quiet, 'if-held': ifHeld, 'on-failure': onFailure } = options;
    if (reason.trim() === '') throw UsageError.missing(requiredWords(APPLY));
    const isAsked = !options.yes;
    if (isAsked) requireTerminal(translate);
    const output = createOutput('apply', translate, { json, quiet, results: json || !process.stdout.isTTY });
    const waiting = { ms: waitOf(options.wait), onWait: () => output.note(translate('cli.watch.waits')) };
    return withExit(output, async () => {
      const document = await readPlan(path);
      const { openCommandCompany, requireOperatorName } = await import('./command-company.ts');
      const operator = requireOperatorName(options.operator, options['data-dir'], translate);
      const opened = await openCommandCompany(document.company.id, options['data-dir'], translate, waiting).catch((error: unknown) => {
        if (error instanceof ExpectedError && error.failure.code === 'company-not-found')
          throw new ExpectedError('plan-file-foreign', { file: path, company: document.company.name });
        throw error;
      });
      const caller: Caller = { id: OPERATOR, window: '', source: 'cli', name: operator };
      const stop = new AbortController();
      const onSignal = (): void => stop.abort();
      process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
      try {
        if (isAsked) {
          const review = (offset: number) => opened.services.reviewPlanFile({ path, name: path }, { offset, limit: 500, language });
          if (!(await confirmed(document, review, stop.signal, output))) return EXIT.refusedByGuard;
        }
        for (const approval of options.approval) await opened.services.importApproval(await readApproval(approval));
        if (options.company !== undefined) await opened.services.armCompany(options.company);
        const wanted = { reason: reason.trim(), ifHeld, onFailure };
        const outcome = await runForCaller(caller, () => send(opened, document, wanted, workOf(output, stop.signal), output));
        await printSteps(opened.services, outcome, output);
        return printOutcome(outcome, output);
      } finally {
        process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
        await opened.close();
      }
    });
  });

const readPlan = async (path: string): Promise<PlanDocument> => (await readPlanDocument({ path, name: path })).document;

/** Reads an approval file. Throws `approval-invalid`, file-unreadable. */
async function readApproval(path: string): Promise<ApprovalFile> {
  const content = await readJsonFile({ path, name: path, maxMegabytes: 1 }).catch((error: unknown) => {
    // An invalid file has to be requested again from the approver; an unreadable path does not.
    if (error instanceof ExpectedError && error.failure.code !== 'file-unreadable') return undefined;
    throw error;
  });
  const parsed = readShape(approvalFileSchema, content);
  if (!parsed.success) throw new ExpectedError('approval-invalid');
  return parsed.data;
}

interface Wanted {
  readonly reason: string;
  readonly ifHeld: 'refuse' | 'take-over';
  readonly onFailure: 'stop' | 'go-on';
}

/** Resumes the interrupted run of the file, else starts it on the server's present state. */
async function send(
  { services, access, secret }: CommandCompany,
  document: PlanDocument,
  wanted: Wanted,
  work: Work,
  output: Output,
): Promise<ApplyOutcome> {
  const { calls } = document;
  const digest = digestOf(calls, document);
  const secrets: Record<string, string> = {};
  for (const { write, id } of calls) {
    const value = write === 'secret' ? await secret(id as SecretName) : null;
    if (value !== null) secrets[id] = value;
  }
  const given = await access();
  const { run } = await services.planState();
  if (run !== null) {
    const order: ResumeOptions = { runId: run.id, ifHeld: wanted.ifHeld, secrets, calls };
    if ((await services.digestOfRun(run.id)) !== digest) throw new ExpectedError('apply-unfinished', { runId: run.id });
    return services.resumeApply(order, given, work);
  }
  await services.readServer(given, work);
  const keys = calls.map(keyOfCall);
  try {
    return await services.apply({ ...wanted, runId: randomUUID(), digest, keys, secrets }, given, work);
  } catch (error) {
    // The file is what was confirmed, so a difference is a change since.
    if (error instanceof ExpectedError && error.failure.code === 'plan-changed') throw overtaken(services, document, output);
    throw error;
  }
}

/** Maximum lines about later changes. */
const MOST_LINES = 20;

type Told = OvertakenCall & { readonly change: 'changed' | 'appeared' | 'vanished' };
const isToldOf = (one: OvertakenCall): one is Told => one.change !== 'settled' && one.change !== 'unread';

/** Items of the file that the server has changed since, and by whom, one line each. If there are none, the drafts differ from the file. */
function overtaken(services: CommandServices, { items, calls }: PlanDocument, { result, warn, translate }: Output): ExpectedError {
  const all = services.overtakenCalls(calls);
  if (all.length === 0) return new ExpectedError('plan-changed');
  const names = new Map(items.map(({ key, name }) => [key, name]));
  const nameOf = ({ key, name }: OvertakenCall): string => (name === '' ? (names.get(key) ?? '') : name);
  const settled = all.filter(({ change }) => change === 'settled');
  const others = all.filter(isToldOf);
  for (const one of others.slice(0, MOST_LINES)) {
    const { key, section, change, by, at } = one;
    result({ type: 'overtaken', key, change, by, at });
    const object = planText(objectPhrase({ section, name: nameOf(one) }), translate);
    warn(`  ${translate(`planScreen.changes.${change}`, { object, by: by === '' ? 'none' : by })}`);
  }
  if (others.length > MOST_LINES) warn(`  ${translate('planScreen.changes.more', { count: others.length - MOST_LINES })}`);
  if (settled.length > 0) warn(`  ${translate('cli.apply.settled', { count: settled.length })}`);
  const [first] = [...others, ...settled];
  // Unreadable objects cannot be counted or named.
  return new ExpectedError('plan-stale', {
    changes: others.length + settled.length || 'none',
    name: (first === undefined ? '' : nameOf(first)) || 'none',
  });
}

/** Throws UsageError without a terminal, because nothing is applied without an answer. */
function requireTerminal(translate: Translate): void {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new UsageError(translate('cli.usage.unasked'));
}

/** Prints everything to be sent, derived from the calls, and asks. */
async function confirmed(
  document: PlanDocument,
  review: (offset: number) => ReturnType<CommandServices['reviewPlanFile']>,
  signal: AbortSignal,
  { translate, warn }: Output,
): Promise<boolean> {
  const file = fileDigestOf(document);
  for (let offset = 0; offset < document.calls.length; ) {
    const page = await review(offset);
    // The file is being written while it is read.
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
  return saysYes(`${translate('cli.apply.confirm', { calls: calls.length, company: printableText(company.name) })} `, signal);
}

/** Closing the prompt (Ctrl+C, Ctrl+D) or ending the command is not consent. Node 20 never resolves a closed prompt. */
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

/** Steps that were not done, and why. */
async function printSteps(services: CommandServices, { runId }: ApplyOutcome, { result, print, translate }: Output): Promise<void> {
  for (let offset = 0, total = 1; offset < total; offset += 500) {
    const page = await services.applyState({ runId, states: [], offset, limit: 500 });
    total = page.total;
    for (const { key, action, sentence, state, verified, attempts, requestId, failure } of page.steps) {
      const shown = failure === null ? null : withoutServerText(failure);
      result({ type: 'step', key, action, state, verified, attempts, requestId, failure: shown });
      if (state !== 'done') print(`  ${planText(plainPhrase(sentence), translate)} (${translate(`cli.apply.step.${state}`)})`);
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
    if (failure !== null) fail(printedFailure(failure, translate));
    return failure === null ? EXIT.blocked : exitOf(failure);
  }
  return state === 'done' && differing === 0 ? EXIT.fine : EXIT.blocked;
}
