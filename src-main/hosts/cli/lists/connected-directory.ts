import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { buildReasonArguments } from '#shared/messages/reason-arguments.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { Output } from '../output/output.ts';
import { toPrintedFailure } from '../output/printed-failure.ts';

/** Time limit for reading the company directory in a command that can continue with the list read last. */
const MAX_READ_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

interface ReadOptions {
  /** Time of the list read last (ISO 8601 UTC); `null` = none. */
  readonly storedAt: string | null;
  readonly output: Pick<Output, 'translate' | 'warn'>;
  readonly timeoutMs?: number;
  readonly now?: number;
}

/**
 * Runs a read of the company's connected directory. If it fails, warns with the reason and the age of the list that is used instead, and
 * returns `null`. Throws only unexpected errors.
 */
export async function readOrWarn<T>(
  read: (signal: AbortSignal) => Promise<T>,
  { storedAt, output, timeoutMs = MAX_READ_MS, now = Date.now() }: ReadOptions,
): Promise<T | null> {
  const { translate, warn } = output;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await read(signal);
  } catch (error) {
    if (!signal.aborted && !(error instanceof ExpectedError)) throw error;
    const minutes = Math.ceil(timeoutMs / 60_000);
    const why = signal.aborted ? translate('cli.directory.timeout', { minutes }) : whyOf(error as ExpectedError, translate);
    const age = storedAt === null ? null : Math.max(0, Math.floor((now - Date.parse(storedAt)) / DAY_MS));
    const at = storedAt === null ? 'none' : `${storedAt.slice(0, 16).replace('T', ' ')} UTC`;
    warn(translate('cli.directory.notRead', { why, at, days: age ?? 0 }));
    return null;
  }
}

/** Returns the reason of the connection if the failure has one, without text of the server. */
function whyOf({ failure }: ExpectedError, translate: Translate): string {
  const { code, params } = failure;
  const { reason, address, ...given } = params;
  if (code !== 'directory-failed' || typeof reason !== 'string') return toPrintedFailure(failure, translate).what;
  const words = {
    date: (iso: string) => iso.slice(0, 10),
    field: (key: string) => key,
    list: (items: readonly string[]) => items.join(', '),
  };
  const texts = buildReasonArguments({ id: reason, params: given } as Parameters<typeof buildReasonArguments>[0], words);
  return [String(address ?? ''), translate.phrase(`connection.reason.${reason}.what`, texts)].filter((part) => part !== '').join(': ');
}
