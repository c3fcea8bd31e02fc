import { createRedactor, type Redactor } from '../../../redaction/redactor.ts';

let redactor: Redactor | null = null;

/** Starts masking all registered secrets in the output of this process. Returns the function that registers one. */
export function maskOutput(): (secret: string) => void {
  redactor ??= maskedFromNow();
  return redactor.registerSecret;
}

/** Masks registered secrets in a text. Call it before shortening the text, because a partial secret is not recognized. */
export const maskSecrets = (text: string): string => redactor?.text(text) ?? text;

function maskedFromNow(): Redactor {
  const created = createRedactor();
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = ((chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === 'string' ? created.text(chunk) : chunk, ...rest)) as typeof stream.write;
  }
  return created;
}
