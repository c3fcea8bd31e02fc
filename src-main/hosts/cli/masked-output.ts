import { createRedactor } from '../../storage/log-redaction.ts';

/**
 * From the first call on, nothing this process prints holds a secret that was registered: neither its answers nor the stack of a bug.
 * Answers the way to register one.
 */
export function maskOutput(): (secret: string) => void {
  const redactor = createRedactor();
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = ((chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === 'string' ? redactor.text(chunk) : chunk, ...rest)) as typeof stream.write;
  }
  // Node itself would print the error past the streams.
  process.setUncaughtExceptionCaptureCallback((error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
  return redactor.registerSecret;
}
