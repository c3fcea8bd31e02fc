import { createRedactor, type Redactor } from '../../redaction/redactor.ts';

let redactor: Redactor | null = null;

/**
 * From the first call on, nothing this process prints holds a secret that was registered: neither its answers nor what `runCommandLine`
 * tells of a bug. Answers the way to register one.
 */
export function maskOutput(): (secret: string) => void {
  redactor ??= maskedFromNow();
  return redactor.registerSecret;
}

/** A text without the secrets that were registered: for what is cut before it is printed, as nobody knows half a secret again. */
export const masked = (text: string): string => redactor?.text(text) ?? text;

function maskedFromNow(): Redactor {
  const created = createRedactor();
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = ((chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === 'string' ? created.text(chunk) : chunk, ...rest)) as typeof stream.write;
  }
  return created;
}
