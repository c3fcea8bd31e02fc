import type { Directory } from '#shared/domain/directory/directory.ts';
import type { Confidence } from '#shared/domain/readiness/evidence/evidence.ts';
import {
  type Finding,
  type FindingCode,
  getFindingSeverity,
  isAboutCompany,
  type Severity,
  type Side,
} from '#shared/domain/readiness/finding.ts';
import { getResponsibleSide } from '#shared/domain/readiness/gates/owners.ts';
import { getFindingName } from '#shared/domain/triage/triage-identity.ts';
import { createReasonFormatter } from '#shared/messages/reason-text.ts';
import type { Translate } from '#shared/messages/texts.ts';

/** A finding as shown in reports and on the command line; missing values are `null`. */
export interface ReportLine {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly side: Side;
  readonly neoUserId: string | null;
  readonly loginId: string | null;
  readonly name: string | null;
  readonly workEmail: string | null;
  readonly amazonEmail: string | null;
  readonly reason: string;
  readonly suggestion: string | null;
  /** The side that the suggestion changes. */
  readonly suggestionSide: 'neo' | 'amazon' | null;
  readonly confidence: Confidence | null;
}

/** Columns of the CSV report in order; the names are the fields of the JSON report. */
export const REPORT_COLUMNS = [
  'code',
  'severity',
  'side',
  'neoUserId',
  'loginId',
  'name',
  'workEmail',
  'amazonEmail',
  'reason',
  'suggestion',
  'suggestionSide',
  'confidence',
] as const satisfies readonly (keyof ReportLine)[];

/** Returns the cells of a line in column order. Written out, because dynamic property lookup per cell is too slow. */
export const getReportCells = (line: ReportLine): readonly string[] => [
  line.code,
  line.severity,
  line.side,
  line.neoUserId ?? '',
  line.loginId ?? '',
  line.name ?? '',
  line.workEmail ?? '',
  line.amazonEmail ?? '',
  line.reason,
  line.suggestion ?? '',
  line.suggestionSide ?? '',
  line.confidence ?? '',
];

/** Returns a function that converts findings to lines in one language. */
export function createReportLines(directory: Directory, translate: Translate): (finding: Finding) => ReportLine {
  const reasonOf = createReasonFormatter(translate);
  return (finding) => {
    const person = finding.neoIndex < 0 ? undefined : directory.neoUsers[finding.neoIndex];
    // An ambiguous suggestion requires a choice by the user, so it is left out, as in the window.
    const advice = finding.suggestion === null || finding.suggestion.ambiguous ? null : finding.suggestion;
    const account = finding.amazonIndex < 0 ? undefined : directory.amazonUsers[finding.amazonIndex];
    return {
      code: finding.code,
      severity: getFindingSeverity(finding),
      side: getResponsibleSide(finding),
      neoUserId: person?.id || null,
      loginId: person?.loginId || null,
      name: (isAboutCompany(finding) ? getFindingName(finding, directory) : person?.name || account?.name) || null,
      workEmail: person?.workEmail || null,
      amazonEmail: account?.email || null,
      reason: reasonOf(finding.reason),
      suggestion: advice?.address ?? null,
      suggestionSide: advice?.side ?? null,
      confidence: advice?.confidence ?? null,
    };
  };
}
