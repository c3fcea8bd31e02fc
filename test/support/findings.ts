import { FindingsView } from '#main/company/findings/findings-view.ts';
import type { RowDecisionSources } from '#main/company/findings/row-decisions.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter, FindingSort } from '#shared/contract/readiness/matching.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import type { Finding, FindingCode } from '#shared/domain/readiness/finding.ts';
import { foldTriage, type TriageChange } from '#shared/domain/triage/triage.ts';
import { computeFindingEvidence } from '#shared/domain/triage/triage-identity.ts';

/** Returns a finding without a person, with defaults for all fields that a test does not set. */
export const findingOf = (code: FindingCode, fields: Partial<Finding> = {}): Finding => ({
  code,
  neoIndex: -1,
  amazonIndex: -1,
  reason: { key: code, params: {} },
  suggestion: null,
  ...fields,
});

export interface ListedFindings {
  readonly directory: Directory;
  readonly findings: readonly Finding[];
  /** Index of the blocking finding by person; if omitted, no one is blocked. */
  readonly firstClosed?: readonly number[];
  /** Identity of each person; if omitted, all are different people. */
  readonly people?: readonly string[];
}

/** Returns a view of findings without running an audit. The view reads only these fields of an audit. */
export const viewOf = (
  { directory, findings, firstClosed = [], people }: ListedFindings,
  before: FindingsView | null = null,
  revision = 1,
) =>
  new FindingsView(
    revision,
    directory,
    people ?? directory.neoUsers.map((_, at) => `person-${at}`),
    { findings, firstClosed: Int32Array.from(directory.neoUsers, (_, at) => firstClosed[at] ?? -1) } as unknown as Audit,
    before,
  );

export const filterOf = (fields: Partial<FindingFilter> = {}): FindingFilter => ({ ...EMPTY_FINDING_FILTER, triage: 'all', ...fields });

export const rowsOf = (
  view: FindingsView,
  fields: Partial<FindingFilter> = {},
  sort: FindingSort = { by: 'severity', direction: 'ascending' },
): number[] => [...view.select(filterOf(fields), sort).order];

/** Sources of marks on this day, without any decisions. */
export const createUndecidedSources = (today: string, fields: Partial<RowDecisionSources> = {}): RowDecisionSources => ({
  version: 1,
  triages: new Map(),
  since: null,
  fixes: new Map(),
  today,
  ...fields,
});

/** Returns decisions about rows. Each decision has the row's current evidence unless other evidence is given. */
export function decidedAbout(
  view: FindingsView,
  decisions: readonly { readonly row: number; readonly change: TriageChange; readonly evidence?: string }[],
): RowDecisionSources['triages'] {
  return foldTriage(
    decisions.map(({ row, change, evidence }) => ({
      at: '2026-11-01T00:00:00.000Z',
      by: '田中',
      change,
      items: [
        {
          key: view.keys.of(row),
          evidence: evidence ?? computeFindingEvidence(view.audit.findings[row] as Finding, view.directory),
          name: view.keys.nameOf(row),
        },
      ],
    })),
  );
}

/** Returns an adopted fix for a person's finding. */
export const fixFor = (person: string, code: FindingCode, fields: Partial<Fix> = {}): Fix => ({
  person,
  side: 'neo',
  neoUserId: '',
  loginId: '',
  name: '',
  code,
  from: '',
  to: '',
  account: null,
  choice: 'suggestion',
  confidence: null,
  reasons: [],
  oldAccount: '',
  adoptedAt: '2026-11-01T00:00:00.000Z',
  written: null,
  state: 'adopted',
  ...fields,
});
