import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { toExpectedFailure } from '../storage/storage-failure.ts';
import type { CompanySession } from './session.ts';

/** Caches the result per session, because the check reads the whole file. */
const checked = new WeakMap<CompanySession, boolean>();

/**
 * Returns the cause of an unexpected error while working on a company: `company-file-corrupt` if rows were changed outside the console
 * (another program, disk fault), else the error itself.
 */
export function explainByChangedContent(error: unknown, session: CompanySession): unknown {
  if (toExpectedFailure(error) !== null || (error instanceof Error && error.name === 'AbortError')) return error;
  try {
    const isChanged = checked.get(session) ?? session.file().changedTables().length > 0;
    checked.set(session, isChanged);
    return isChanged ? new ExpectedError('company-file-corrupt', { exists: 1 }) : error;
  } catch (failed) {
    return toExpectedFailure(failed) ?? error;
  }
}
