import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { countReasonsByOrganization } from '#shared/domain/readiness/by-organization.ts';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { type RunChanges, sumCounts } from '#shared/domain/readiness/history.ts';
import { type FormerDomain, findFormerDomains } from '#shared/domain/readiness/suggestions/former-domains.ts';
import type { ComparedAuditRun } from '../../storage/findings/history-store.ts';
import type { FindingsView } from '../findings/findings-view.ts';
import type { CompanySession } from '../session.ts';
import { getMissingInLists } from './missing-in-lists.ts';
import { countReportNumbers, type MissingInLists } from './report-numbers.ts';

const TREND_RUNS = 30;

/** Returns the readiness from the current findings; `null` if one side has no list. */
export function getReadiness(session: CompanySession): Readiness | null {
  const current = session.findings();
  return current === null ? null : buildReadiness(session, current, session.timestamp());
}

/** Like `getReadiness`, for given findings. */
export function buildReadiness(session: CompanySession, view: FindingsView, computedAt: string): Readiness {
  const file = session.file();
  const formerDomains = formerDomainsOf(session, view);
  return {
    ...summariseReadiness(view, file.history.runs(TREND_RUNS), getMissingInLists(file), computedAt),
    ...(formerDomains.length > 0 && { formerDomains: formerDomains.map((pair) => ({ ...pair })) }),
  };
}

/** Cached by view, because the search takes 0.1 s for 100,000 people. Changed domains create a new view. */
const formerDomainsByView = new WeakMap<FindingsView, readonly FormerDomain[]>();

function formerDomainsOf(session: CompanySession, view: FindingsView): readonly FormerDomain[] {
  const known = formerDomainsByView.get(view);
  if (known !== undefined) return known;
  const found = findFormerDomains(view.directory, view.audit, { ...DEFAULT_EMAIL_POLICY, ...session.file().domains() });
  formerDomainsByView.set(view, found);
  return found;
}

/** Returns the numbers of the readiness screen. `runs`: the trend, oldest first, ending with the run of this revision. */
function summariseReadiness(view: FindingsView, runs: readonly ComparedAuditRun[], unseen: MissingInLists, computedAt: string): Readiness {
  const before = runs.at(-2);
  return {
    ...countReportNumbers(view.directory, view.audit, unseen, view.paths),
    organizationReasons: [...countReasonsByOrganization(view.audit, view.paths)],
    revision: view.revision,
    computedAt,
    changes: toReadinessChanges(runs.at(-1)?.changes ?? null),
    previous: before === undefined ? null : { inScope: before.inScope, ready: before.ready, blocked: before.blocked },
    trend: runs.map(({ at, inScope, ready, blocked }) => ({ at, inScope, ready, blocked })),
  };
}

/** Returns the changes of a run in the form of the contract, codes in fixed order. */
export function toReadinessChanges(changes: RunChanges | null): Readiness['changes'] {
  if (changes === null) return null;
  const byCode = FINDING_CODES.map((code) => ({
    code,
    new: changes.new[code] ?? 0,
    fixed: changes.fixed[code] ?? 0,
    back: changes.back[code] ?? 0,
  }));
  return {
    new: sumCounts(changes.new),
    fixed: sumCounts(changes.fixed),
    back: sumCounts(changes.back),
    byCode: byCode.filter((count) => count.new + count.fixed + count.back > 0),
  };
}
