import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { expectedFailureOf } from '../storage/storage-failure.ts';
import type { CompanySession } from './session.ts';

/** The check reads the whole file, so its result is used for all errors of a session. */
const checked = new WeakMap<CompanySession, boolean>();

/**
 * The failure behind an unexpected error of work on a company: `company-file-corrupt` if another program or a disk fault changed rows,
 * because the code relies on values of its own; else the error itself.
 */
export function explainByContent(error: unknown, session: CompanySession): unknown {
  if (expectedFailureOf(error) !== null || (error instanceof Error && error.name === 'AbortError')) return error;
  try {
    const isChanged = checked.get(session) ?? session.file().changedTables().length > 0;
    checked.set(session, isChanged);
    return isChanged ? new ExpectedError('company-file-corrupt', { exists: 1 }) : error;
  } catch (failed) {
    return expectedFailureOf(failed) ?? error;
  }
}
