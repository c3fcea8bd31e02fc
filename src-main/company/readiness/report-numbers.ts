import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import { computeOrganizationReadiness, listOrganizationPaths } from '#shared/domain/readiness/by-organization.ts';
import {
  FINDING_CODES,
  FINDING_KINDS,
  type Finding,
  type FindingCode,
  getFindingSeverity,
  type Severity,
  type Side,
} from '#shared/domain/readiness/finding.ts';
import { getGateOfPart, UNCHECKED_PARTS } from '#shared/domain/readiness/gates/configuration.ts';
import { getResponsibleSide, getResponsibleSideByCode } from '#shared/domain/readiness/gates/owners.ts';
import { createPurchasingGroupClassifier, type KnownGroups } from '#shared/domain/readiness/gates/purchasing-groups.ts';

/** Facts that could not be checked: fields missing in the lists, and Amazon groups without records. */
export interface MissingInLists {
  /** Missing fields of Amazon's list. */
  readonly missingFields: ReadonlySet<string>;
  readonly missingNeoFields: ReadonlySet<string>;
  readonly groups: KnownGroups;
}

/** The numbers shared by the readiness screen and the reports. */
export type ReportNumbers = Pick<
  Readiness,
  | 'users'
  | 'inScope'
  | 'ready'
  | 'blocked'
  | 'notChecked'
  | 'matched'
  | 'gates'
  | 'excluded'
  | 'reasons'
  | 'byCode'
  | 'organizations'
  | 'partial'
>;

/** Counts an audit: people by first closed gate, findings by code, readiness by organization, and unchecked items. */
export function countReportNumbers(
  directory: Directory,
  audit: Audit,
  unseen: MissingInLists,
  paths = listOrganizationPaths(directory),
): ReportNumbers {
  const { users, inScope, ready, blocked, notChecked, matched, gates, excluded = 0, byCode } = audit.summary;
  const severities = heaviestByCode(audit.findings);
  const owners = getResponsibleSideByCode(audit.findings);
  const parts = UNCHECKED_PARTS.filter((part) =>
    part === 'gate-4-group' ? hasUnknownGroups(directory, unseen) : audit.unseen.includes(part),
  );
  return {
    users,
    inScope,
    ready,
    blocked,
    notChecked,
    matched,
    gates: gates.map((gate) => ({ ...gate, unseen: parts.filter((part) => getGateOfPart(part) === gate.gate) })),
    excluded,
    reasons: listBlockingReasons(audit),
    byCode: FINDING_CODES.flatMap((code) => {
      const findings = byCode[code];
      const severity = severities.get(code) ?? FINDING_KINDS[code].severity;
      return findings === undefined ? [] : [{ code, severity, side: owners.get(code) ?? FINDING_KINDS[code].side, findings }];
    }),
    organizations: computeOrganizationReadiness(directory, audit, paths).map((line) => ({ ...line })),
    partial: [...parts, ...partialOf(directory, unseen)],
  };
}

/**
 * Returns the reasons that keep people from ordering with the responsible party, most people first. Each person counts once, under the
 * first closed gate.
 */
export const listBlockingReasons = (audit: Audit): Readiness['reasons'] =>
  [...blockedByCode(audit)]
    .map(([code, owners]) => ({ code, people: owners.neo + owners.amazon + owners.both, owners }))
    .sort((a, b) => b.people - a.people || FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code));

function blockedByCode(audit: Audit): ReadonlyMap<FindingCode, Record<Side, number>> {
  const people = new Map<FindingCode, Record<Side, number>>();
  const { firstClosed, inScope, findings } = audit;
  for (let i = 0; i < firstClosed.length; i++) {
    const at = firstClosed[i] as number;
    if (at < 0 || inScope[i] === 0) continue;
    const finding = findings[at] as Finding;
    const byOwner = people.get(finding.code) ?? { neo: 0, amazon: 0, both: 0 };
    byOwner[getResponsibleSide(finding)]++;
    people.set(finding.code, byOwner);
  }
  return people;
}

/** Whether NEO's list contains suspension states. */
export const hasStateColumn = (missingNeoFields: ReadonlySet<string>): boolean =>
  !(missingNeoFields.has('suspended') && missingNeoFields.has('state'));

const areKnown = ({ purchasingGroups = [] }: KnownGroups): boolean => purchasingGroups.length > 0;

/** Whether groups cannot be checked, because no group is known to have the purchasing system, or a person's group has no record. */
function hasUnknownGroups({ amazonUsers }: Directory, { missingFields, groups }: MissingInLists): boolean {
  if (!areKnown(groups)) return true;
  const inGroup = createPurchasingGroupClassifier(groups);
  return !missingFields.has('group') && amazonUsers.some((account) => inGroup(account) === 'unknown');
}

function partialOf(directory: Directory, { missingFields, missingNeoFields, groups }: MissingInLists): Readiness['partial'] {
  const partial: Readiness['partial'] = [];
  if (!hasStateColumn(missingNeoFields)) partial.push('no-neo-states');
  if (missingFields.has('role') && missingFields.has('punchout')) partial.push('no-roles');
  if (missingFields.has('state')) partial.push('no-states');
  if (missingFields.has('group') && areKnown(groups)) partial.push('no-groups');
  if (directory.organizations.length === 0) partial.push('no-organizations');
  return partial;
}

const LIGHT_TO_HEAVY: readonly Severity[] = ['note', 'risk', 'block'];

/** Returns the highest severity of each code; the policy may lower the severity of single findings. */
function heaviestByCode(findings: readonly Finding[]): ReadonlyMap<FindingCode, Severity> {
  const heaviest = new Map<FindingCode, Severity>();
  for (const finding of findings) {
    const severity = getFindingSeverity(finding);
    const known = heaviest.get(finding.code);
    if (known === undefined || LIGHT_TO_HEAVY.indexOf(severity) > LIGHT_TO_HEAVY.indexOf(known)) heaviest.set(finding.code, severity);
  }
  return heaviest;
}
