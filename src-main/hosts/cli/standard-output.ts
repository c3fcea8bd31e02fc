/** Whether standard output failed because its reader has seen enough (`| head`): what a command found out is none the less true. */
const isReaderGone = (error: unknown): boolean =>
  ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

/** Standard output that took nothing: its disk is full, or it is a place that cannot be written. */
export class OutputProblem extends Error {}

let problem: OutputProblem | null = null;

/**
 * Notes what becomes of the standard streams from now on: what a command has begun it brings to its end, and what could not be told is told
 * then. Of a standard error that takes nothing there is nobody to tell.
 */
export function followStandardOutput(): void {
  process.stdout.on('error', (error) => {
    if (!isReaderGone(error)) problem ??= new OutputProblem(error.message);
  });
  process.stderr.on('error', () => undefined);
}

/** Waits until what was printed was taken. Throws OutputProblem where it was not. */
export async function requirePrinted(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (problem !== null) throw problem;
}

/** For what is written to standard output: `null` where its reader has seen enough. Throws every other error. */
export function nothingIfReaderGone(error: unknown): null {
  if (isReaderGone(error)) return null;
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  throw typeof code === 'string' && syscall === 'write' ? new OutputProblem((error as Error).message) : error;
}
