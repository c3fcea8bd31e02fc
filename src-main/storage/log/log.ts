import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { configureSync, getLogger, type LogLevel, type LogRecord, resetSync } from '@logtape/logtape';
import { toPrintableJson } from '#shared/domain/sync/wording/exact-text.ts';
import { readTextPatiently } from '../../disk/held-files.ts';
import { createRedactor } from '../../redaction/redactor.ts';
import { makeFolder } from '../data-folder/make-folder.ts';
import { convertFolderErrors } from '../storage-failure.ts';
import { createLineAppender } from './appending-file.ts';

const FILE = 'tsunagi.log';
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_LOG_FILES = 3;

export interface Log {
  debug(message: string, data?: Record<string, unknown>): void;
  info(message: string, data?: Record<string, unknown>): void;
  warning(message: string, data?: Record<string, unknown>): void;
  error(message: string, data?: Record<string, unknown>): void;
  /** Logs an unexpected error with its stack and returns its reference (8 characters). */
  reportBug(where: string, error: unknown): string;
  /** Logs an unexpected error with a reference that was already shown to the user. */
  noteBug(where: string, error: unknown, ref: string): void;
  /** Masks this value in all later lines, also inside longer texts and in encoded form. */
  registerSecret(value: string): void;
  /** Masks the registered values in a text that leaves the process. */
  redact(text: string): string;
  /** Returns the last log lines, oldest first; empty if the file cannot be read. */
  recent(count: number): readonly string[];
  close(): void;
}

/** Returns the last lines of a file. Reads all of it, which is acceptable because it has at most about `MAX_BYTES`. */
function lastLines(path: string, count: number): readonly string[] {
  try {
    return readTextPatiently(path)
      .split('\n')
      .filter((line) => line !== '')
      .slice(-count);
  } catch {
    return [];
  }
}

/**
 * Creates the log of this process: `<folder>/tsunagi.log`, one JSON object per line, written synchronously so that a crash loses nothing.
 * Secrets are masked by name and value before a line is formatted, and again in the formatted line. Throws `storage-*` if the folder
 * cannot be used.
 */
export function createLog({ folder, level = 'info' }: { readonly folder: string; readonly level?: LogLevel }): Log {
  const redactor = createRedactor();
  const write = convertFolderErrors(folder, () => {
    makeFolder(folder);
    return createLineAppender(join(folder, FILE), { maxBytes: MAX_BYTES, kept: MAX_LOG_FILES });
  });
  const sink = (record: LogRecord): void => {
    const line = redactor.value({
      at: new Date(record.timestamp).toISOString(),
      level: record.level,
      message: record.message.map(String).join(''),
      ...record.properties,
    });
    write(`${toPrintableJson(redactor.text(JSON.stringify(line)))}\n`);
  };
  configureSync({
    reset: true,
    sinks: { file: sink },
    loggers: [
      { category: ['tsunagi'], sinks: ['file'], lowestLevel: level },
      { category: ['logtape', 'meta'], sinks: ['file'], lowestLevel: 'warning' },
    ],
  });
  const logger = getLogger(['tsunagi']);
  /** Escapes braces, which the logger would treat as placeholders. */
  const literal = (message: string): string => message.replaceAll('{', '{{').replaceAll('}', '}}');
  const noteBug: Log['noteBug'] = (where, error, ref) =>
    logger.error(literal(where), { ref, error: error instanceof Error ? error : String(error) });
  return {
    debug: (message, data = {}) => logger.debug(literal(message), data),
    info: (message, data = {}) => logger.info(literal(message), data),
    warning: (message, data = {}) => logger.warning(literal(message), data),
    error: (message, data = {}) => logger.error(literal(message), data),
    reportBug(where, error) {
      const ref = randomBytes(4).toString('hex');
      noteBug(where, error, ref);
      return ref;
    },
    noteBug,
    registerSecret: redactor.registerSecret,
    redact: redactor.text,
    recent: (count) => lastLines(join(folder, FILE), count),
    close: resetSync,
  };
}
