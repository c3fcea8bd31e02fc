import { basename } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { toPrintableLines } from '#shared/domain/sync/wording/exact-text.ts';
import { getHeldReason } from '../../../disk/held-files.ts';
import { hasReservedName } from '../../../disk/windows-names.ts';
import { createLineAppender } from '../../../storage/log/appending-file.ts';
import type { Output } from '../output/output.ts';
import { formatFailureLines, type PrintedFailure } from '../output/printed-failure.ts';

/** Output of a run, copied to the log file if one is given: lines with a time, without personal names. */
export interface WatchOutput extends Pick<Output, 'translate' | 'progress' | 'result'> {
  print(sentence: string): void;
  warn(lines: string): void;
  /** Writes to the log file only; the command prints the failure on standard error itself. */
  logFailure(failure: PrintedFailure): void;
}

/** Creates the output of a run with an optional log file. Throws file-not-writable if the file cannot be opened. */
export function createWatchOutput(output: Output, path: string | undefined, now: () => number): WatchOutput {
  const append = path === undefined ? null : openLog(path);
  const write = (level: string, text: string): void => {
    for (const line of text.trimEnd().split('\n')) append?.(`${new Date(now()).toISOString()} ${level} ${toPrintableLines(line)}\n`);
  };
  return {
    translate: output.translate,
    progress: output.progress,
    result: output.result,
    print(sentence) {
      write('info', sentence);
      output.print(sentence);
    },
    warn(lines) {
      write('warning', lines);
      output.warn(lines);
    },
    logFailure: (failure) => write('error', formatFailureLines(failure, 'watch')),
  };
}

function openLog(path: string): (line: string) => void {
  const refused = (reason: string | null): ExpectedError =>
    new ExpectedError('file-not-writable', { file: basename(path), ...(reason !== null && { reason }) });
  if (hasReservedName(path)) throw refused('reservedName');
  try {
    return createLineAppender(path, { maxBytes: 2 * 1024 * 1024, kept: 3 });
  } catch (error) {
    throw refused(getHeldReason(error));
  }
}
