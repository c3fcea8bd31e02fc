import { LONGEST_SECRET } from '#shared/contract/secret-limits.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { readWebhook } from '../../delivery/webhook.ts';
import { answer, UsageError } from './arguments.ts';
import { SECRET, type ValuesOf } from './definitions.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { mailPlaceOf, webhookNameOf } from './mail-options.ts';
import { createWatchSecrets, type SecretFor } from './watch-secrets.ts';

/**
 * `tsunagi secret set|clear|check`: what `watch` sends with, in the system's keychain. A value comes by standard input alone and is never
 * printed. Exit 0 done, 1 nothing is kept, 2 bad usage or no keychain.
 */
export const runSecret = (args: readonly string[]): Promise<ExitCode> =>
  answer(SECRET, args, async ({ values, operand, translate, output }) => {
    const secrets = createWatchSecrets();
    const of = secretFor(values, translate);
    const printState = (state: 'set' | 'cleared' | 'there' | 'nothing'): ExitCode => {
      output.result({ type: 'secret', kind: of.kind, state });
      output.print(translate(`cli.secret.${state}`));
      return state === 'nothing' ? EXIT.blocked : EXIT.fine;
    };
    switch (operand) {
      case 'set': {
        const value = await readSecret(translate);
        if (of.kind === 'webhook' && readWebhook(value) === null) throw new UsageError(translate('cli.usage.webhookAddress'));
        await secrets.set(of, value);
        return printState('set');
      }
      case 'clear':
        return printState((await secrets.clear(of)) ? 'cleared' : 'nothing');
      case 'check':
        return printState((await secrets.has(of)) ? 'there' : 'nothing');
    }
  });

function secretFor({ smtp, 'smtp-user': user, webhook }: ValuesOf<typeof SECRET.options>, translate: Translate): SecretFor {
  if (webhook !== undefined && smtp === undefined && user === undefined)
    return { kind: 'webhook', name: webhookNameOf(webhook, translate) };
  if (smtp === undefined || user === undefined || webhook !== undefined) throw new UsageError(translate('cli.usage.secretTarget'));
  const { host, port } = mailPlaceOf(smtp, translate);
  return { kind: 'mail', user, host, port };
}

/** One line of standard input; on a terminal it is asked for and not shown. Throws UsageError. */
async function readSecret(translate: Translate): Promise<string> {
  const value = process.stdin.isTTY ? await typed(translate) : await piped();
  if (value === '' || value.length > LONGEST_SECRET || /[\0\r\n]/.test(value)) throw new UsageError(translate('cli.usage.secretInput'));
  return value;
}

/** Without the mark that Windows puts before a text in UTF-8, in a file and in a pipe: nobody sees it, and no server takes it. */
async function piped(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > LONGEST_SECRET * 4) break;
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '');
}

async function typed(translate: Translate): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(translate('cli.secret.ask'));
  stdin.setRawMode(true).setEncoding('utf8').resume();
  let value = '';
  try {
    return await new Promise((resolve, reject) => {
      stdin.on('data', (keys: string) => {
        for (const key of keys) {
          if (key === '\r' || key === '\n') return resolve(value);
          // Ctrl+C and Ctrl+D end it, Backspace takes the last letter.
          if (key === '\u0003' || key === '\u0004') return reject(new UsageError(translate('cli.usage.secretInput')));
          value = key === '\u007f' || key === '\b' ? value.slice(0, -1) : value + key;
        }
      });
    });
  } finally {
    stdin.setRawMode(false).pause();
    stderr.write('\n');
  }
}
