import type { Translate } from '#shared/messages/texts.ts';
import type { WatchSecretPurpose } from '../../../app/services/watch-accounts.ts';
import { parseWebhook } from '../../../delivery/webhook.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { type OptionValues, SECRET_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { requireLongPassphrase } from '../secrets/backup-passphrase.ts';
import { readSecret } from '../secrets/read-secret.ts';
import { createWatchSecrets } from '../secrets/watch-secrets.ts';
import { parseMailHost, parseWebhookName } from '../watch/mail-options.ts';

/**
 * `tsunagi secret set|clear|check`: manages the secrets of `watch` and of backups in the system keychain. Reads a value from standard input
 * only and never prints it. Exit 0 done, 1 nothing saved, 2 bad usage or no keychain.
 */
export const runSecret = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(SECRET_COMMAND, args, async ({ values, operand, translate, output }) => {
    const secrets = createWatchSecrets();
    const of = secretFor(values, translate);
    const printState = (state: 'set' | 'cleared' | 'there' | 'nothing'): ExitCode => {
      output.result({ type: 'secret', kind: of.kind, state });
      output.print(translate(`cli.secret.${state}`));
      return state === 'nothing' ? EXIT_CODES.blocked : EXIT_CODES.fine;
    };
    switch (operand) {
      case 'set': {
        const value = await readSecret(translate, translate('cli.secret.ask'));
        if (of.kind === 'backup') requireLongPassphrase(value, translate);
        if (of.kind === 'webhook' && parseWebhook(value) === null) throw new UsageError(translate('cli.usage.webhookAddress'));
        await secrets.set(of, value);
        return printState('set');
      }
      case 'clear':
        return printState((await secrets.clear(of)) ? 'cleared' : 'nothing');
      case 'check':
        return printState((await secrets.has(of)) ? 'there' : 'nothing');
    }
  });

function secretFor(
  { smtp, 'smtp-user': user, webhook, backup }: OptionValues<typeof SECRET_COMMAND.options>,
  translate: Translate,
): WatchSecretPurpose {
  if (backup) {
    if (webhook === undefined && smtp === undefined && user === undefined) return { kind: 'backup' };
    throw new UsageError(translate('cli.usage.backupSecret'));
  }
  if (webhook !== undefined && smtp === undefined && user === undefined)
    return { kind: 'webhook', name: parseWebhookName(webhook, translate) };
  if (smtp === undefined || user === undefined || webhook !== undefined) throw new UsageError(translate('cli.usage.secretTarget'));
  const { host, port } = parseMailHost(smtp, translate);
  return { kind: 'mail', user, host, port };
}
