import { FINDING_CODES, type FindingCode, type Severity } from '#shared/domain/readiness/finding.ts';
import { actionText } from '#shared/domain/readiness/fixes.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import type { HtmlReport, HtmlSection } from '../../files/html-report.ts';
import { answerSentence, type DocumentLine, fixStateText, isUntold, type ReportDocument } from './report-document.ts';

/** Maximum levels and lines of the organization tree, unless the first level alone has more lines. */
const LEVELS = 3;
const ORGANIZATION_LINES = 48;

/** The texts of the HTML report. */
export function reportPage(document: ReportDocument): HtmlReport {
  const { numbers, translate, day, share, report } = document;
  const own = (key: MessageKey<'reportDocument'>, params?: Readonly<Record<string, string | number>>): string =>
    translate(`reportDocument.${key}`, params);
  const count = (value: number): string => own('count', { value });
  const { users, inScope, ready, blocked, notChecked, matched, excluded } = numbers;
  // If no one can be known to be able to order, the page starts with what was checked.
  const isMatching = isUntold(ready, notChecked);
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
      sentence: answerSentence(document),
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
      lines: numbers.reasons.map(({ code, people, side }) => ({
        code,
        name: translate(`finding.${code}.name`),
        people,
        count: count(people),
        side: translate(`readiness.move.${side}`),
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
          ...(isUntold(can, of - can - cannot)
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

/** Complete levels only; their numbers include the levels below. */
function levelsShown(depths: readonly number[]): number {
  for (let levels = LEVELS; levels > 1; levels--) if (depths.filter((depth) => depth < levels).length <= ORGANIZATION_LINES) return levels;
  return 1;
}

/** The list grouped by finding code, because a page is read from the top; within a code in report order. */
function* sectionsOf({ lines, translate, report, numbers }: ReportDocument): Generator<HtmlSection> {
  const ownersByCode = new Map(numbers.byCode.map(({ code, side }) => [code, side]));
  const byCode = new Map<FindingCode, DocumentLine[]>();
  for (const line of lines()) {
    const list = byCode.get(line.code);
    if (list === undefined) byCode.set(line.code, [line]);
    else list.push(line);
  }
  for (const code of FINDING_CODES) {
    const rows = byCode.get(code);
    if (rows === undefined) continue;
    const severity = heaviestOf(rows);
    const shared = sharedReason(rows);
    const ofAll = rows.filter((row) => !isAboutSomebody(row)).map(({ reason }) => reason);
    yield {
      code,
      severity,
      word: translate(`matching.severity.${severity}`),
      name: translate(`finding.${code}.name`),
      count: translate('reportDocument.list.count', { count: rows.length }),
      side: translate(`readiness.move.${ownersByCode.get(code) ?? 'both'}`),
      sentences: [
        ...(shared === null ? [translate(`finding.${code}.explanation`), ...ofAll] : [shared]),
        translate(actionText(code, report.amazonUsersFrom ?? 'invitations')),
      ],
      rows: rows.filter(isAboutSomebody).map((row) => ({
        ...row,
        suggestion: row.fix?.to ?? row.suggestion,
        advice: adviceOf(row, translate),
        reason: shared === null ? row.reason : null,
      })),
    };
  }
}

/** The policy may weigh some findings of a code less than others. */
const heaviestOf = (rows: readonly DocumentLine[]): Severity =>
  (['block', 'risk'] as const).find((severity) => rows.some((row) => row.severity === severity)) ?? 'note';

/** A reason common to all rows is stated once above them. */
function sharedReason(rows: readonly DocumentLine[]): string | null {
  const { reason } = rows[0] as DocumentLine;
  return rows.every((row) => row.reason === reason) ? reason : null;
}

/** The side and confidence of a suggestion; for an adopted fix its side, and whether it was exported. */
function adviceOf(line: DocumentLine, translate: ReportDocument['translate']): string | null {
  const { suggestionSide, confidence, fix } = line;
  if (fix !== null)
    return translate('reportDocument.list.adopted', {
      side: translate(`fix.sideName.${fix.side}`),
      state: fixStateText(line, translate) ?? '',
    });
  if (suggestionSide === null || confidence === null) return null;
  return translate('reportDocument.list.advice', {
    side: translate(`fix.sideName.${suggestionSide}`),
    confidence: translate(`fix.confidence.${confidence}`),
  });
}

/** Some findings concern the whole company. */
const isAboutSomebody = ({ neoUserId, loginId, name, workEmail, amazonEmail }: DocumentLine): boolean =>
  [neoUserId, loginId, name, workEmail, amazonEmail].some((value) => value !== null);
