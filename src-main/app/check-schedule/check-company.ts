import type { CheckNumbers } from '#shared/contract/check-schedule.ts';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { sumCounts } from '#shared/domain/readiness/history.ts';
import type { JobContext } from '../../company/job-context.ts';
import { importDirectory } from '../../company/lists/directory-import.ts';
import { getReadiness } from '../../company/readiness/readiness-summary.ts';
import { readPeople } from '../../company/server/read-people.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyContext } from '../context.ts';

export interface CheckResult {
  readonly numbers: CheckNumbers | null;
  /** Revision of the run to compare the next check with; `null` while a list is missing. */
  readonly revision: number | null;
  /** Lists that were compared, with the time when each was read or imported (ISO 8601 UTC). */
  readonly lists: readonly { readonly side: 'neo' | 'amazon' | 'directory'; readonly takenAt: string }[];
}

/**
 * Reads people from the company's server and directory, as far as they are connected, and computes the findings. `last`: revision of the
 * last check; `null` = none. Throws like the imports, and changes a list only if all of it was read.
 */
export async function checkCompany(
  { session, networkService, directoryService }: Pick<CompanyContext, 'session' | 'networkService' | 'directoryService'>,
  last: number | null,
  work: JobContext,
): Promise<CheckResult> {
  const { kind, serverAddress } = session.file().company();
  if (kind === 'demo' || serverAddress !== null) await readPeople(session, await networkService.storedAccess(), undefined, work);
  if ((await directoryService.directory()) !== null)
    await importDirectory(await directoryService.adapter(), session.file(), { at: session.timestamp(), confirmed: undefined }, work);
  await session.ready();
  const readiness = getReadiness(session);
  const file = session.file();
  const lists = file.people.current().flatMap(({ side, takenAt }) => (side === 'organizations' ? [] : [{ side, takenAt }]));
  if (readiness === null) return { numbers: null, revision: null, lists };
  const { inScope, ready, blocked, notChecked, revision } = readiness;
  const changes = last === null ? null : changesSince(session, last);
  file.history.endEditedRun();
  return { numbers: { inScope, ready, blocked, notChecked, changes }, revision: file.history.runOf(revision), lists };
}

function changesSince(session: CompanySession, last: number): CheckNumbers['changes'] {
  const changes = session.file().history.changesSince(last);
  if (changes === null) return null;
  const { new: came, fixed } = changes;
  const byCode = FINDING_CODES.map((code) => ({ code, new: came[code] ?? 0, fixed: fixed[code] ?? 0 }));
  return { new: sumCounts(came), fixed: sumCounts(fixed), byCode: byCode.filter((count) => count.new + count.fixed > 0) };
}
