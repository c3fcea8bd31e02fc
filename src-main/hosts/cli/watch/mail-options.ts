import type { Translate } from '#shared/messages/texts.ts';
import { splitMailServer } from '../../../app/services/watch-accounts.ts';
import { isLoopback } from '../../../network/proxy/bypass.ts';
import { UsageError } from '../options/usage-error.ts';

/** Host and port of a mail server. */
export interface MailHost {
  /** Host name or IP address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  readonly isLocal: boolean;
}

/** Parses `mail.example.co.jp:587` or `[::1]:25`. Throws UsageError. */
export function parseMailHost(text: string, translate: Translate): MailHost {
  const found = splitMailServer(text);
  if (found === null) throw new UsageError(translate('cli.usage.smtp', { text: text.slice(0, 60) }));
  return { ...found, isLocal: isLoopback(found.host) };
}

/** Pattern of a mail address. Excludes characters that end a line, separate addresses or need quotes. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/u;

/** Returns a trimmed mail address. Throws UsageError, whose text does not repeat the value. */
export function parseMailAddress(option: string, text: string, translate: Translate): string {
  const address = text.trim();
  if (address.length > 254 || !ADDRESS.test(address)) throw new UsageError(translate('cli.usage.mailAddress', { option }));
  return address;
}

/** Throws UsageError for a name with characters other than letters, digits, `_` and `-`, or one longer than 40 characters. */
export function parseWebhookName(text: string, translate: Translate): string {
  if (!/^[\w-]{1,40}$/.test(text)) throw new UsageError(translate('cli.usage.webhookName', { text: text.slice(0, 60) }));
  return text;
}
