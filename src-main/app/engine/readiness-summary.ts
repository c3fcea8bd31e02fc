import type { Readiness } from '#shared/contract/readiness.ts';
import { readinessByOrganization } from '#shared/domain/readiness/by-organization.ts';
import { FINDING_CODES, FINDING_KINDS, type Finding, type FindingCode } from '#shared/domain/readiness/finding.ts';
import type { RunRecord } from '../../storage/workspace-file.ts';
import type { FindingsView } from './view.ts';

/** The numbers of the readiness screen. `runs` is the trend, oldest first, this revision's run last. */
export function summariseReadiness(view: FindingsView, runs: readonly RunRecord[], missingFields: ReadonlySet<string>, computedAt: string): Readiness {
  const { audit, directory } = view;
  const people = new Map<FindingCode, number>();
  audit.firstClosed.forEach((at, i) => {
    if (at < 0 || audit.inScope[i] === 0) return;
    const { code } = audit.findings[at] as Finding;
    people.set(code, (people.get(code) ?? 0) + 1);
  });
  const before = runs.at(-2);
  const partial: Readiness['partial'] = ['gates-2-to-4'];
  if (missingFields.has('role')) partial.push('no-roles');
  if (missingFields.has('state')) partial.push('no-states');
  if (directory.organizations.length === 0) partial.push('no-organizations');
  return {
    revision: view.revision,
    computedAt,
    users: audit.summary.users,
    inScope: audit.summary.inScope,
    ready: audit.summary.ready,
    blocked: audit.summary.blocked,
    previous: before === undefined ? null : { inScope: before.inScope, ready: before.ready },
    trend: runs.map(({ at, inScope, ready }) => ({ at, inScope, ready })),
    reasons: [...people]
      .map(([code, count]) => ({ code, side: FINDING_KINDS[code].side, people: count }))
      .sort((a, b) => b.people - a.people || FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code)),
    byCode: FINDING_CODES.flatMap((code) => {
      const findings = audit.summary.byCode[code];
      const { severity, side } = FINDING_KINDS[code];
      return findings === undefined ? [] : [{ code, severity, side, findings }];
    }),
    organizations: readinessByOrganization(directory, audit, view.paths).map((line) => ({ ...line })),
    partial,
  };
}
