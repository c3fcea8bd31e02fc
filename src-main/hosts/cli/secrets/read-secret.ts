import { MAX_SECRET_LENGTH } from '#shared/contract/connections/secret-limits.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { UsageError } from '../options/usage-error.ts';

/** Reads one line from standard input; on a terminal it is prompted and not echoed. Throws UsageError. */
export async function readSecret(translate: Translate, question: string): Promise<string> {
  const value = process.stdin.isTTY ? await typed(translate, question) : await piped();
  if (value === '' || value.length > MAX_SECRET_LENGTH || /[\0\r\n]/.test(value)) throw new UsageError(translate('cli.usage.secretInput'));
  return value;
}

/** Reads piped input without the UTF-8 byte order mark that Windows adds, because no server accepts a password with it. */
async function piped(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > MAX_SECRET_LENGTH * 4) break;
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '');
}

async function typed(translate: Translate, question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true).setEncoding('utf8').resume();
  let value = '';
  try {
    return await new Promise<string>((resolve, reject) => {
      const onKeys = (keys: string): void => {
        for (const key of keys) {
          if (key === '\r' || key === '\n') resolve(value);
          // Ctrl+C and Ctrl+D cancel, Backspace deletes the last character.
          else if (key === '\u0003' || key === '\u0004') reject(new UsageError(translate('cli.usage.secretInput')));
          else value = key === '\u007f' || key === '\b' ? value.slice(0, -1) : value + key;
        }
      };
      stdin.on('data', onKeys);
    });
  } finally {
    stdin.setRawMode(false).pause().removeAllListeners('data');
    stderr.write('\n');
  }
}
