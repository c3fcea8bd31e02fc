import { styleText } from 'node:util';
import { toPrintableJson, toPrintableLines } from '#shared/domain/sync/wording/exact-text.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { JobContext } from '../../../company/job-context.ts';
import type { ExitCode } from '../options/exit-codes.ts';
import { UsageError } from '../options/usage-error.ts';
import { maskSecrets } from '../secrets/masked-output.ts';
import { getFailureExitCode } from './outcome.ts';
import { formatFailureLines, type PrintedFailure, toCommandFailure } from './printed-failure.ts';
import type { ErrorLine, ResultLine } from './printed-json.ts';

/** Output of a command: JSON lines for programs, or sentences for people. Control and direction characters are removed. */
export interface Output {
  readonly translate: Translate;
  /** Prints a JSON line on standard output; nothing in text mode. */
  result(line: ResultLine): void;
  /** Prints a sentence with an optional colored symbol; nothing in JSON mode or with `--quiet`. */
  print(sentence: string, mark?: string): void;
  /** Prints lines on standard error in text and JSON mode. */
  warn(lines: string): void;
  /** Prints lines on standard error that accompany a report; nothing in JSON mode or with `--quiet`. */
  note(lines: string): void;
  /** Prints a failure on standard error. */
  fail(failure: PrintedFailure): void;
  /** Shows progress on a terminal, in one line that is overwritten; `null` clears it. */
  progress(progress: Parameters<JobContext['report']>[0] | null): void;
}

/** Runs a command's work and returns the exit code. A failure is printed on standard error; in JSON mode also as a result line. */
export async function runWithExitCode(output: Output, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const failure = toCommandFailure(error, output.translate);
    const { code, params, ref } = failure;
    output.result({ type: 'failure', code, params, ...(ref !== null && { ref }) });
    output.fail(failure);
    return getFailureExitCode(failure);
  }
}

/** Creates the `JobContext` of a job, whose progress is printed. */
export const createJobContext = (output: Output, signal: AbortSignal): JobContext => ({
  signal,
  report(progress) {
    output.result({ type: 'progress', ...progress });
    output.progress(progress);
  },
});

interface Manner {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether results are printed as JSON lines; defaults to `json`. */
  readonly results?: boolean;
}

/** Masks secrets before characters are replaced, because a changed secret would not be recognized. */
const shown = (text: string): string => toPrintableLines(maskSecrets(text));
const shownJson = (value: object): string => toPrintableJson(maskSecrets(JSON.stringify(value)));

export function createOutput(command: string, translate: Translate, { json, quiet, results = json }: Manner): Output {
  const { stdout, stderr } = process;
  let isLineOpen = false;
  const clear = (): void => {
    if (!isLineOpen) return;
    stderr.clearLine(0);
    stderr.cursorTo(0);
    isLineOpen = false;
  };
  const line = (object: ErrorLine): void => void stderr.write(`${shownJson(object)}\n`);
  return {
    translate,
    result: (object) => void (results && stdout.write(`${shownJson(object)}\n`)),
    print(sentence, mark = '') {
      clear();
      if (!results && !quiet) stdout.write(`${mark}${shown(sentence)}\n`);
    },
    warn(lines) {
      clear();
      if (json) line({ type: 'warning', command, text: lines.trimEnd() });
      else stderr.write(shown(lines.endsWith('\n') ? lines : `${lines}\n`));
    },
    note(lines) {
      clear();
      if (!json && !quiet) stderr.write(`${shown(lines)}\n`);
    },
    fail(failure) {
      clear();
      if (json) line({ type: 'error', command, exit: getFailureExitCode(failure), ...failure });
      else
        stderr.write(shown(formatFailureLines(failure, command)).replace(/^[^:]*:/, (name) => styleText('red', name, { stream: stderr })));
    },
    progress(progress) {
      clear();
      if (progress === null || json || quiet || !stderr.isTTY) return;
      const { phase, done, total } = progress;
      const count = total === null ? '' : ` ${done}/${total}`;
      stderr.write(`${translate.phrase(`job.phase.${phase}`)}${count}`);
      isLineOpen = true;
    },
  };
}
