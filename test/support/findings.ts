import { FindingsView } from '#main/company/findings/findings-view.ts';
import type { MarkSources } from '#main/company/findings/row-marks.ts';
import { EMPTY_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter, FindingSort } from '#shared/contract/readiness/matching.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import type { Finding, FindingCode } from '#shared/domain/readiness/finding.ts';
import { foldTriage, type TriageChange } from '#shared/domain/triage/triage.ts';
import { findingEvidence } from '#shared/domain/triage/triage-identity.ts';

/** A finding without a person, with only the fields that a test names. */
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
  /** By position of the person; left out = no one is stopped. */
  readonly firstClosed?: readonly number[];
  /** The identity of each person; left out = all are different people. */
  readonly people?: readonly string[];
}

/** A view of findings without an audit: a view uses nothing else of one. */
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

export const filterOf = (fields: Partial<FindingFilter> = {}): FindingFilter => ({ ...EMPTY_FILTER, triage: 'all', ...fields });

export const rowsOf = (
  view: FindingsView,
  fields: Partial<FindingFilter> = {},
  sort: FindingSort = { by: 'severity', direction: 'ascending' },
): number[] => [...view.select(filterOf(fields), sort).order];

/** Nothing decided on a day. */
export const undecidedOn = (today: string, fields: Partial<MarkSources> = {}): MarkSources => ({
  version: 1,
  triages: new Map(),
  since: new Map(),
  fixes: new Map(),
  today,
  ...fields,
});

/** Decisions about rows, each seen as it is there unless other evidence is named. */
export function decidedAbout(
  view: FindingsView,
  decisions: readonly { readonly row: number; readonly change: TriageChange; readonly evidence?: string }[],
): MarkSources['triages'] {
  return foldTriage(
    decisions.map(({ row, change, evidence }) => ({
      at: '2026-11-01T00:00:00.000Z',
      by: '田中',
      change,
      items: [
        {
          key: view.keys.of(row),
          evidence: evidence ?? findingEvidence(view.audit.findings[row] as Finding, view.directory),
          name: view.keys.nameOf(row),
        },
      ],
    })),
  );
}

/** A fix that was adopted for a person's finding. */
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
