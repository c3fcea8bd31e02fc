import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configureSync, getLogger, type LogLevel, type LogRecord, resetSync } from '@logtape/logtape';
import { printableJson } from '#shared/domain/sync/wording/exact-text.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { createAppendingFile } from './appending-file.ts';
import { makeFolder } from './make-folder.ts';
import { inFolder } from './storage-failure.ts';

const FILE = 'tsunagi.log';
const MAX_BYTES = 2 * 1024 * 1024;
const KEPT_FILES = 3;

export interface Log {
  debug(message: string, data?: Record<string, unknown>): void;
  info(message: string, data?: Record<string, unknown>): void;
  warning(message: string, data?: Record<string, unknown>): void;
  error(message: string, data?: Record<string, unknown>): void;
  /** Notes a bug with its stack and answers the reference (8 characters) under which it stands in the log. */
  reportBug(where: string, error: unknown): string;
  /** Notes a bug under a reference that has been told already. */
  noteBug(where: string, error: unknown, ref: string): void;
  /** Masks this value in every line from now on, also inside longer texts and encoded. */
  registerSecret(value: string): void;
  /** Masks the registered values in a text that goes elsewhere. */
  redact(text: string): string;
  /** The last lines that were written, oldest first; none where the file cannot be read. */
  recent(count: number): readonly string[];
  close(): void;
}

/** A file is about `MAX_BYTES` at most: it is read whole. */
function lastLines(path: string, count: number): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .slice(-count);
  } catch {
    return [];
  }
}

/**
 * The log of this process: `<folder>/tsunagi.log`, one JSON object a line, written at once so that a crash loses nothing.
 * Secrets are masked by name and by value before a line is put together, and once more in the finished line. Throws `storage-*`
 * for a folder that cannot be used: faults of a console without a log would stand nowhere.
 */
export function createLog({ folder, level = 'info' }: { readonly folder: string; readonly level?: LogLevel }): Log {
  const redactor = createRedactor();
  const write = inFolder(folder, () => {
    makeFolder(folder);
    return createAppendingFile(join(folder, FILE), { maxBytes: MAX_BYTES, kept: KEPT_FILES });
  });
  const sink = (record: LogRecord): void => {
    const line = redactor.value({
      at: new Date(record.timestamp).toISOString(),
      level: record.level,
      message: record.message.map(String).join(''),
      ...record.properties,
    });
    write(`${printableJson(redactor.text(JSON.stringify(line)))}\n`);
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
  /** Braces would be read as placeholders. */
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
