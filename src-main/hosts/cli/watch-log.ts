import { basename } from 'node:path';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { createAppendingFile } from '../../storage/appending-file.ts';
import type { Speech } from './outcome.ts';
import { failureLines, type SpokenFailure } from './speech.ts';

/** What a run says, also into a file where one is named: lines with the time, which name nobody. */
export interface WatchSpeech extends Pick<Speech, 'translate' | 'progress' | 'tell'> {
  say(sentence: string): void;
  warn(lines: string): void;
  /** Into the file alone: the failure is told on standard error by whoever ends the command. */
  logFailure(failure: SpokenFailure): void;
}

/** Throws file-not-writable where the file cannot be opened. */
export function withLog(speech: Speech, path: string | undefined, now: () => number): WatchSpeech {
  const append = path === undefined ? null : openLog(path);
  const write = (level: string, text: string): void => {
    for (const line of text.trimEnd().split('\n')) append?.(`${new Date(now()).toISOString()} ${level} ${line}\n`);
  };
  return {
    translate: speech.translate,
    progress: speech.progress,
    tell: speech.tell,
    say(sentence) {
      write('info', sentence);
      speech.say(sentence);
    },
    warn(lines) {
      write('warning', lines);
      speech.warn(lines);
    },
    logFailure: (failure) => write('error', failureLines(failure, 'watch')),
  };
}

function openLog(path: string): (line: string) => void {
  try {
    return createAppendingFile(path, { maxBytes: 2 * 1024 * 1024, kept: 3 });
  } catch {
    throw new ExpectedError('file-not-writable', { file: basename(path) });
  }
}
