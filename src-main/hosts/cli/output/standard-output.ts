/** Whether standard output failed because its reader closed it (`| head`), which does not invalidate the result. */
const isReaderGone = (error: unknown): boolean =>
  ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

/** Thrown if standard output could not be written, for example because of a full disk. */
export class OutputProblem extends Error {}

let problem: OutputProblem | null = null;

/**
 * Observes errors of the standard streams: a running command continues, and `requireOutputWritten` reports unwritten output at the end. Errors of
 * standard error cannot be reported.
 */
export function observeStandardOutput(): void {
  process.stdout.on('error', (error) => {
    if (!isReaderGone(error)) problem ??= new OutputProblem(error.message);
  });
  process.stderr.on('error', () => undefined);
}

/** Waits until all output was written. Throws OutputProblem if it was not. */
export async function requireOutputWritten(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (problem !== null) throw problem;
}

/** Returns `null` if the reader of standard output closed it; rethrows any other error. */
export function ignoreClosedPipe(error: unknown): null {
  if (isReaderGone(error)) return null;
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  throw typeof code === 'string' && syscall === 'write' ? new OutputProblem((error as Error).message) : error;
}
