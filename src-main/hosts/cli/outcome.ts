import type { Failure } from '#shared/contract/result.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { failureLines, failureOf } from './speech.ts';
import { UsageError } from './usage-error.ts';

/** What a guard, a lease or an overtaken plan refuses: nothing was sent. */
const REFUSED: ReadonlySet<string> = new Set([
  'plan-guarded',
  'plan-changed',
  'plan-stale',
  'lease-taken',
  'server-lease-lost',
  'apply-unfinished',
  'arm-name-differs',
  'profile-read-only',
  'list-shrinks',
  'list-cut',
]);

/** What keeps this console from working at all, whatever it was asked. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['internal', 'storage-full', 'storage-unusable', 'workspace-corrupt', 'closing']);

/** The exit code of a failure. */
export function exitOf({ code }: Failure): ExitCode {
  if (REFUSED.has(code)) return EXIT.refusedByGuard;
  if (OWN_FAULTS.has(code)) return EXIT.ownFault;
  return code.startsWith('server-') ? EXIT.serverUnreachable : EXIT.badInput;
}

/** Runs a command's work; a failure becomes its lines on standard error, in JSON mode a line on standard output too. */
export async function withExit(speech: Speech, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const failure = failureOf(error);
    speech.tell({ type: 'failure', ...failure });
    process.stderr.write(failureLines(failure, speech.translate));
    return exitOf(failure);
  }
}

/** How a command speaks: lines of JSON for programs, or sentences for people. */
export interface Speech {
  readonly translate: Translate;
  /** A line of JSON; nothing for people. */
  tell(line: Readonly<Record<string, unknown>>): void;
  /** A sentence for people; nothing in JSON mode. */
  say(sentence: string): void;
  /** A line on standard error, for people in either mode. */
  warn(line: string): void;
}

export function createSpeech(translate: Translate, json: boolean): Speech {
  return {
    translate,
    tell: (line) => void (json && process.stdout.write(`${JSON.stringify(line)}\n`)),
    say: (sentence) => void (json || process.stdout.write(`${sentence}\n`)),
    warn: (line) => void process.stderr.write(`${line}\n`),
  };
}
