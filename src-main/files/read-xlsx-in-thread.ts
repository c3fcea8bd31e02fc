import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { ReaderAnswer, ReaderRequest } from './reader-thread.ts';
import type { Table, TableTop } from './table.ts';
import { createSheetTable, type SheetReadResult } from './xlsx/xlsx-table.ts';

/** Limits of a reader thread. The largest workbook needs a tenth of each. */
export interface ReaderLimits {
  readonly heapMegabytes: number;
  readonly seconds: number;
}

const LIMITS: ReaderLimits = { heapMegabytes: 512, seconds: 120 };

/** Runs from source (`src-main/files`), or bundled in the entry or a chunk beside it. */
const here = import.meta.dirname;
const PROGRAM = import.meta.filename.endsWith('.ts')
  ? join(here, 'reader-thread.ts')
  : join(basename(here) === 'chunks' ? dirname(here) : here, 'file-reader.js');

/**
 * Reads an XLSX table in a separate thread, which is terminated on cancellation or beyond its limits, so that other work is not affected.
 * Throws the errors of reading a workbook, file-beyond-limits (memory, time), canceled.
 */
export async function readXlsxInThread(
  bytes: Uint8Array,
  file: string,
  kind: ListKind,
  { headerRow, signal }: { readonly headerRow?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
  limits: ReaderLimits = LIMITS,
): Promise<Table & TableTop & Pick<SheetReadResult, 'otherSheets'>> {
  if (signal?.aborted) throw new ExpectedError('cancelled');
  const answer = await answerOf({ bytes, file, kind, headerRow }, signal, limits);
  if ('failure' in answer) throw new ExpectedError(answer.failure.code, answer.failure.params);
  return Object.assign(createSheetTable(answer.cells, file, headerRow), { otherSheets: answer.otherSheets });
}

function answerOf(order: ReaderRequest, signal: AbortSignal | undefined, { heapMegabytes, seconds }: ReaderLimits): Promise<ReaderAnswer> {
  const { file } = order;
  const thread = new Worker(PROGRAM, {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  });
  let leave: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  // Not `Promise.withResolvers`, because the command line also reads lists on Node 20.
  const promise = new Promise<ReaderAnswer>((resolve, reject) => {
    leave = () => reject(new ExpectedError('cancelled'));
    timer = setTimeout(() => reject(new ExpectedError('file-beyond-limits', { file, limit: 'time', most: seconds })), seconds * 1000);
    signal?.addEventListener('abort', leave, { once: true });
    thread.once('message', resolve);
    thread.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ExpectedError('file-beyond-limits', { file, limit: 'memory' }) : error),
    );
    // A thread that runs out of memory sends no message.
    thread.once('exit', () => reject(new ExpectedError('file-beyond-limits', { file, limit: 'memory' })));
  });
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
    // The thread's exit must not be reported as an error anymore.
    thread.removeAllListeners('exit');
    void thread.terminate();
  });
}
