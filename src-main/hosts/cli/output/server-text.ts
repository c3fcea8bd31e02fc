import type { ErrorCode, Failure } from '#shared/contract/call/result.ts';
import type { ReasonFound } from '#shared/domain/integration/connection-test/connection-test.ts';

/** Parameters that quote a server's response. */
const QUOTING: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  'server-answer-invalid': ['detail'],
  'server-refused': ['detail', 'field'],
  'server-no-right': ['detail', 'field'],
  'sign-in-refused': ['detail'],
  'apply-refused': ['field', 'message'],
};

/**
 * A failure without text from a server's response, which may contain names and addresses; command output ends in logs, mail and chats.
 * The window's details show it.
 */
export function withoutServerText<F extends Pick<Failure, 'code' | 'params'>>(failure: F): F {
  const quoting = QUOTING[failure.code];
  if (quoting === undefined) return failure;
  return { ...failure, params: Object.fromEntries(Object.entries(failure.params).filter(([name]) => !quoting.includes(name))) };
}

/** A reason of the connection test without the title of the page that a server returned. */
export const withoutPageTitle = (reason: ReasonFound): ReasonFound => ({
  ...reason,
  params: Object.fromEntries(Object.entries(reason.params).filter(([name]) => name !== 'title')),
});
