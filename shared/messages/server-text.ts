import type { ErrorCode, Failure } from '#shared/contract/call/result.ts';
import type { ConnectionReason } from '#shared/domain/integration/connection-test/connection-test.ts';

/** Parameters that quote a server's response. */
const QUOTING: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  'server-answer-invalid': ['detail'],
  'server-refused': ['detail', 'field'],
  'server-no-right': ['detail', 'field'],
  'sign-in-refused': ['detail'],
  'apply-refused': ['field', 'message'],
  'amazon-users-failed': ['code', 'message'],
};

/**
 * Removes the text of a server's response from a failure, because it may contain names and addresses, and command output is copied to logs,
 * mail and chats. The window shows it in the details.
 */
export function withoutServerText<F extends Pick<Failure, 'code' | 'params'>>(failure: F): F {
  const quoting = QUOTING[failure.code];
  if (quoting === undefined) return failure;
  return { ...failure, params: Object.fromEntries(Object.entries(failure.params).filter(([name]) => !quoting.includes(name))) };
}

/** Removes the title of the server's page from a reason of the connection test. */
export const withoutPageTitle = (reason: ConnectionReason): ConnectionReason => ({
  ...reason,
  params: Object.fromEntries(Object.entries(reason.params).filter(([name]) => name !== 'title')),
});
