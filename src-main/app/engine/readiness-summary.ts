import type { Readiness } from '#shared/contract/readiness.ts';
import { readinessByOrganization } from '#shared/domain/readiness/by-organization.ts';
import {
  FINDING_CODES,
  FINDING_KINDS,
  type Finding,
  type FindingCode,
  type Severity,
  severityOf,
} from '#shared/domain/readiness/finding.ts';
import { type RunChanges, totalOf } from '#shared/domain/readiness/history.ts';
import type { FollowedRun } from '../../storage/history-store.ts';
import type { FindingsView } from './view.ts';

/** What could not be looked at: fields that the Amazon list does not hold, and whether its groups were wanted. */
interface Unseen {
  readonly missingFields: ReadonlySet<string>;
  readonly groupsWanted: boolean;
}

/** The numbers of the readiness screen. `runs` is the trend, oldest first, this revision's run last. */
export function summariseReadiness(
  view: FindingsView,
  runs: readonly FollowedRun[],
  { missingFields, groupsWanted }: Unseen,
  computedAt: string,
): Readiness {
  const { audit, directory } = view;
  const people = new Map<FindingCode, number>();
  audit.firstClosed.forEach((at, i) => {
    if (at < 0 || audit.inScope[i] === 0) return;
    const { code } = audit.findings[at] as Finding;
    people.set(code, (people.get(code) ?? 0) + 1);
  });
  const severities = heaviestByCode(audit.findings);
  const before = runs.at(-2);
  const partial: Readiness['partial'] = ['gates-2-to-4'];
  if (missingFields.has('role')) partial.push('no-roles');
  if (missingFields.has('state')) partial.push('no-states');
  if (groupsWanted && missingFields.has('group')) partial.push('no-groups');
  if (directory.organizations.length === 0) partial.push('no-organizations');
  return {
    revision: view.revision,
    computedAt,
    users: audit.summary.users,
    inScope: audit.summary.inScope,
    ready: audit.summary.ready,
    blocked: audit.summary.blocked,
    excluded: audit.summary.excluded ?? 0,
    changes: plainChanges(runs.at(-1)?.changes ?? null),
    previous: before === undefined ? null : { inScope: before.inScope, ready: before.ready },
    trend: runs.map(({ at, inScope, ready }) => ({ at, inScope, ready })),
    reasons: [...people]
      .map(([code, count]) => ({ code, side: FINDING_KINDS[code].side, people: count }))
      .sort((a, b) => b.people - a.people || FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code)),
    byCode: FINDING_CODES.flatMap((code) => {
      const findings = audit.summary.byCode[code];
      const severity = severities.get(code) ?? FINDING_KINDS[code].severity;
      return findings === undefined ? [] : [{ code, severity, side: FINDING_KINDS[code].side, findings }];
    }),
    organizations: readinessByOrganization(directory, audit, view.paths).map((line) => ({ ...line })),
    partial,
  };
}

const LIGHT_TO_HEAVY: readonly Severity[] = ['note', 'risk', 'block'];

/** How heavy the heaviest finding of each code is: the policy may weigh some of them less. */
function heaviestByCode(findings: readonly Finding[]): ReadonlyMap<FindingCode, Severity> {
  const heaviest = new Map<FindingCode, Severity>();
  for (const finding of findings) {
    const severity = severityOf(finding);
    const known = heaviest.get(finding.code);
    if (known === undefined || LIGHT_TO_HEAVY.indexOf(severity) > LIGHT_TO_HEAVY.indexOf(known)) heaviest.set(finding.code, severity);
  }
  return heaviest;
}

/** The changes of a run as the contract tells them, codes in their order. */
export function plainChanges(changes: RunChanges | null): Readiness['changes'] {
  if (changes === null) return null;
  const byCode = FINDING_CODES.map((code) => ({
    code,
    new: changes.new[code] ?? 0,
    fixed: changes.fixed[code] ?? 0,
    back: changes.back[code] ?? 0,
  }));
  return {
    new: totalOf(changes.new),
    fixed: totalOf(changes.fixed),
    back: totalOf(changes.back),
    byCode: byCode.filter((count) => count.new + count.fixed + count.back > 0),
  };
}
