import type { Directory } from '#shared/domain/directory/directory.ts';
import { getActionTextKey } from '#shared/domain/fixes/fixes.ts';
import {
  FINDING_CODES,
  type Finding,
  type FindingReason,
  getFindingSeverity,
  isAboutCompany,
  type Severity,
} from '#shared/domain/readiness/finding.ts';
import { areSameParams } from '#shared/domain/readiness/findings/same-findings.ts';
import { getFindingName } from '#shared/domain/triage/triage-identity.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { formatOwners } from '#shared/messages/owners-text.ts';
import { createReasonFormatter } from '#shared/messages/reason-text.ts';
import type { HtmlReport, HtmlRow, HtmlSection } from '../../files/reports/html-report.ts';
import { type DocumentLine, formatFixState, formatReadinessSummary, isReadinessUnknown, type ReportDocument } from './report-document.ts';

/** Maximum number of levels and lines of the organization tree; the first level is shown even if it has more lines. */
const LEVELS = 3;
const ORGANIZATION_LINES = 48;

/** Returns the texts of the HTML report. */
export function createReportPage(document: ReportDocument): HtmlReport {
  const { numbers, translate, day, share, report } = document;
  const own = (key: MessageKey<'reportDocument'>, params?: Readonly<Record<string, string | number>>): string =>
    translate(`reportDocument.${key}`, params);
  const count = (value: number): string => own('count', { value });
  const { users, inScope, ready, blocked, notChecked, matched, excluded } = numbers;
  // If no person is known to be able to order, the page starts with the result of matching.
  const isMatching = isReadinessUnknown(ready, notChecked);
  const first = isMatching ? matched : ready;
  const outside = users - inScope - excluded;
  const total = report.audit.findings.length;
  const levels = levelsShown(numbers.organizations.map(({ depth }) => depth));
  return {
    language: report.language,
    title: own('title'),
    company: report.company,
    day,
    answer: {
      label: own(isMatching ? 'answer.labelMatching' : 'answer.label'),
      share: share(first, inScope),
      people: own('answer.people', { ready: first }),
      of: own('answer.of', { inScope }),
      part: inScope === 0 ? null : first / inScope,
      sentence: formatReadinessSummary(document),
    },
    facts: [
      { label: own('facts.blocked'), value: own('facts.people', { value: blocked }) },
      { label: own('facts.notChecked'), value: own('facts.people', { value: notChecked }) },
      { label: own('facts.outside'), value: own('facts.people', { value: outside }) },
      ...(excluded === 0 ? [] : [{ label: own('facts.excluded'), value: own('facts.people', { value: excluded }) }]),
      { label: own('facts.users'), value: own('facts.people', { value: users }) },
    ],
    gates: {
      title: own('gates.title'),
      hint: own('gates.hint'),
      headings: [own('gates.gate'), own('gates.passed'), own('gates.stopsHere'), own('gates.blocked'), own('gates.notChecked')],
      lines: numbers.gates.map((line) => ({
        name: `${line.gate} ${translate(`readiness.gates.name.${line.gate}`)}`,
        passed: count(line.passed),
        stopsHere: count(line.stopsHere),
        blocked: count(line.blocked),
        notChecked: count(line.notChecked),
      })),
    },
    reasons: {
      title: own('reasons.title'),
      hint: translate('readiness.reasons.note'),
      none: translate('readiness.reasons.none'),
      headings: [own('reasons.reason'), own('reasons.people'), own('reasons.side')],
      lines: numbers.reasons.map(({ code, people, owners }) => ({
        code,
        name: translate(`finding.${code}.name`),
        people,
        count: count(people),
        side: formatOwners(owners, translate),
      })),
    },
    others: {
      title: translate('readiness.risks.title'),
      headings: [own('findings.finding'), own('findings.severity'), own('findings.side'), own('findings.count')],
      lines: numbers.byCode
        .filter(({ severity }) => severity !== 'block')
        .map(({ code, severity, side, findings }) => ({
          code,
          severity,
          word: translate(`matching.severity.${severity}`),
          name: translate(`finding.${code}.name`),
          side: translate(`readiness.move.${side}`),
          count: count(findings),
        })),
    },
    organizations: {
      title: own('organizations.title'),
      hint: numbers.organizations.some(({ depth }) => depth >= levels) ? own('organizations.hint', { levels }) : '',
      headings: [
        own('organizations.name'),
        own('organizations.inScope'),
        own('organizations.ready'),
        own('organizations.blocked'),
        own('organizations.notChecked'),
        own('organizations.share'),
      ],
      lines: numbers.organizations
        .filter(({ depth }) => depth < levels)
        .map(({ id, depth, name, inScope: of, ready: can, blocked: cannot }) => ({
          depth,
          name: id === '' && name === '' ? own('organizations.none') : name,
          inScope: count(of),
          ready: count(can),
          blocked: count(cannot),
          notChecked: count(of - can - cannot),
          ...(isReadinessUnknown(can, of - can - cannot)
            ? { share: own('organizations.untold'), part: null }
            : { share: share(can, of), part: can / of }),
        })),
    },
    notLookedAt: { title: own('notLookedAt'), items: numbers.partial.map((key) => translate(`readiness.partial.${key}`)) },
    list: {
      title: own('list.title'),
      hint: report.count === total ? own('list.whole', { count: total }) : own('list.filtered', { count: report.count, total }),
      none: own('list.none'),
      headings: [own('list.who'), own('list.where'), own('list.addresses')],
      neo: 'NEO',
      amazon: 'Amazon',
      absent: own('list.absent'),
      suggestion: own('list.suggestion'),
      sections: sectionsOf(document),
    },
  };
}

/** Returns the number of levels that fit completely; their numbers include the levels below. */
function levelsShown(depths: readonly number[]): number {
  for (let levels = LEVELS; levels > 1; levels--) if (depths.filter((depth) => depth < levels).length <= ORGANIZATION_LINES) return levels;
  return 1;
}

/**
 * Yields the list grouped by finding code, in report order within a code. Only findings are grouped in advance; lines are created when
 * written, so that memory does not grow with the list.
 */
function* sectionsOf(document: ReportDocument): Generator<HtmlSection> {
  const { lines, translate, report, numbers } = document;
  const ownersByCode = new Map(numbers.byCode.map(({ code, side }) => [code, side]));
  const reasonOf = createReasonFormatter(translate);
  const byCode = Map.groupBy(report.findings, ({ code }) => code);
  for (const code of FINDING_CODES) {
    const findings = byCode.get(code);
    if (findings === undefined) continue;
    const severity = heaviestOf(findings);
    const shared = sharedReason(findings, reasonOf);
    const about = Map.groupBy(findings, (finding) => isAboutSomebody(finding, report.directory));
    const ofAll = (about.get(false) ?? []).map(({ reason }) => reasonOf(reason));
    yield {
      code,
      severity,
      word: translate(`matching.severity.${severity}`),
      name: translate(`finding.${code}.name`),
      count: translate('reportDocument.list.count', { count: findings.length }),
      side: translate(`readiness.move.${ownersByCode.get(code) ?? 'both'}`),
      sentences: [
        ...(shared === null ? [translate(`finding.${code}.explanation`), ...ofAll] : [shared]),
        translate(getActionTextKey(code, report.amazonUsersFrom ?? 'invitations')),
      ],
      rows: rowsOf(lines(about.get(true) ?? []), shared, translate),
    };
  }
}

function* rowsOf(lines: Iterable<DocumentLine>, shared: string | null, translate: ReportDocument['translate']): Generator<HtmlRow> {
  for (const line of lines)
    yield {
      ...line,
      suggestion: line.fix?.to ?? line.suggestion,
      advice: adviceOf(line, translate),
      reason: shared === null ? line.reason : null,
    };
}

/** Returns the highest severity; the policy may lower it for single findings of a code. */
function heaviestOf(findings: readonly Finding[]): Severity {
  const found = new Set(findings.map(getFindingSeverity));
  return (['block', 'risk'] as const).find((severity) => found.has(severity)) ?? 'note';
}

/**
 * Returns the reason that all findings share, which is then stated once above them; `null` = reasons differ. Texts are compared only if
 * the reason objects differ.
 */
function sharedReason(findings: readonly Finding[], reasonOf: (reason: FindingReason) => string): string | null {
  const { reason: first } = findings[0] as Finding;
  const shared = reasonOf(first);
  const isShared = ({ reason }: Finding): boolean =>
    reason === first || (reason.key === first.key && areSameParams(reason.params, first.params)) || reasonOf(reason) === shared;
  return findings.every(isShared) ? shared : null;
}

/** Returns side and confidence of a suggestion; for an adopted fix, its side and whether it was exported. */
function adviceOf(line: DocumentLine, translate: ReportDocument['translate']): string | null {
  const { suggestionSide, confidence, fix } = line;
  if (fix !== null)
    return translate('reportDocument.list.adopted', {
      side: translate(`fix.sideName.${fix.side}`),
      state: formatFixState(line, translate) ?? '',
    });
  if (suggestionSide === null || confidence === null) return null;
  return translate('reportDocument.list.advice', {
    side: translate(`fix.sideName.${suggestionSide}`),
    confidence: translate(`fix.confidence.${confidence}`),
  });
}

/** Whether a finding concerns a person and not the whole company. */
function isAboutSomebody(finding: Finding, directory: Directory): boolean {
  const person = directory.neoUsers[finding.neoIndex];
  const account = directory.amazonUsers[finding.amazonIndex];
  const name = isAboutCompany(finding) ? getFindingName(finding, directory) : '';
  return [name, person?.id, person?.loginId, person?.name, person?.workEmail, account?.name, account?.email].some(Boolean);
}
