import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import { OrganizationTree } from '#shared/domain/directory/organizations.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import type { AmazonUserSource } from '#shared/domain/integration/amazon-users.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import { listOrganizationPaths } from '#shared/domain/readiness/by-organization.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { formatIsoDay } from '#shared/messages/reason-text.ts';
import { toBoundedPercent } from '#shared/messages/share.ts';
import { createTexts, type Language, type Translate } from '#shared/messages/texts.ts';
import { getBusinessDay } from '../../company/business-day.ts';
import { countReportNumbers, type MissingInLists, type ReportNumbers } from '../../company/readiness/report-numbers.ts';
import { createReportLines, type ReportLine } from './report-lines.ts';

/** Content of a report. Window and command line pass the same fields and therefore get the same report. */
export interface Report {
  readonly directory: Directory;
  readonly audit: Audit;
  /** The findings to list, in order; `count` is their number. */
  readonly findings: Iterable<Finding>;
  readonly count: number;
  readonly language: Language;
  /** Name of the company; `''` = unknown. */
  readonly company: string;
  /** Business day of the audit, `YYYY-MM-DD`. */
  readonly today: string;
  readonly unseen: MissingInLists;
  /** Source of Amazon's users; omitted = invitations. */
  readonly amazonUsersFrom?: AmazonUserSource;
  /** Returns the adopted fix of the address of a finding's person, if it has not arrived; omitted = fixes are not stored. */
  readonly fixOf?: (finding: Finding) => Fix | null;
  /** Called for each listed finding when it is written. */
  readonly onLine?: () => void;
}

/** A finding as a row of a document. */
export interface DocumentLine extends ReportLine {
  /** Name of the person's default organization, as written in the list if it is unknown. */
  readonly organization: string | null;
  /** The adopted fix of the person's address; `null` = none. */
  readonly fix: Fix | null;
}

/** Values shared by the XLSX and the HTML report. */
export interface ReportDocument {
  readonly report: Report;
  readonly numbers: ReportNumbers;
  readonly translate: Translate;
  /** Returns a text without parameters, cached because lists repeat it. */
  readonly word: (key: MessageKey) => string;
  /** The day of the audit, for example `2026/11/24（火）`. */
  readonly day: string;
  /** Formats a share, for example `97.8 %`; a dash if the whole is zero. */
  readonly share: (part: number, whole: number) => string;
  /** Yields the lines of the report's findings, or of the given ones. */
  readonly lines: (findings?: Iterable<Finding>) => Generator<DocumentLine>;
  /** Yields the people in scope who cannot order, once each, with the finding of their first closed gate; in the order of NEO's list. */
  readonly people: () => Generator<DocumentLine>;
}

/** Whether no person is known to be able to order because checks are missing. A share of 0 % would then be misleading. */
export const isReadinessUnknown = (ready: number, notChecked: number): boolean => ready === 0 && notChecked > 0;

/** Returns a sentence that summarizes the numbers. */
export function formatReadinessSummary({ numbers, translate }: ReportDocument): string {
  const { inScope, ready, blocked, notChecked, matched } = numbers;
  const kind = isReadinessUnknown(ready, notChecked) ? 'matching' : 'orders';
  return translate(`reportDocument.sentence.${kind}`, { inScope, ready, blocked, notChecked, matched });
}

/** Returns whether, when and into which file the adopted fix was exported; `null` without a fix. */
export function formatFixState({ fix }: DocumentLine, translate: Translate): string | null {
  if (fix === null) return null;
  if (fix.written === null) return translate('reportDocument.book.fixAdopted');
  const day = formatIsoDay(getBusinessDay(Date.parse(fix.written.at)), translate);
  return translate('reportDocument.book.fixExported', { day, file: fix.written.file });
}

/** Creates the shared document: numbers are counted once, lines are created on demand. */
export function createReportDocument(report: Report): ReportDocument {
  const { directory, audit, language, today, unseen } = report;
  const translate = createTexts(language);
  const toLine = createReportLines(directory, translate);
  const nameOf = organizationNames(directory);
  const linesOf = function* (findings: Iterable<Finding>, onLine?: () => void): Generator<DocumentLine> {
    for (const finding of findings) {
      onLine?.();
      const person = directory.neoUsers[finding.neoIndex];
      yield {
        ...toLine(finding),
        organization: person === undefined ? null : nameOf(person) || null,
        fix: report.fixOf?.(finding) ?? null,
      };
    }
  };
  return {
    report,
    numbers: countReportNumbers(directory, audit, unseen, listOrganizationPaths(directory)),
    translate,
    word: remembered((key) => translate(key)),
    day: formatIsoDay(today, translate),
    share(part, whole) {
      const percent = toBoundedPercent(part, whole);
      return percent === null ? translate('reportDocument.noShare') : translate('reportDocument.share', { percent });
    },
    lines: (findings = report.findings) => linesOf(findings, report.onLine),
    people: () => linesOf(firstReasons(audit)),
  };
}

/** Yields, for each person in scope, the finding that closes the first gate, with that person. */
function* firstReasons({ findings, firstClosed, inScope }: Audit): Generator<Finding> {
  for (const [neoIndex, at] of firstClosed.entries()) {
    const finding = findings[at];
    // A gate closed by a company setting has a single finding for all people, so the person is added.
    if (finding !== undefined && inScope[neoIndex] !== 0) yield { ...finding, neoIndex };
  }
}

function organizationNames(directory: Directory): (person: NeoUser) => string {
  const tree = new OrganizationTree(directory.organizations);
  const nameOf = remembered((reference) => tree.resolve(reference)?.name ?? reference);
  return ({ organizations: [reference = ''] }) => nameOf(reference);
}

function remembered<Key extends string>(make: (key: Key) => string): (key: Key) => string {
  const known = new Map<Key, string>();
  return (key) => {
    let text = known.get(key);
    if (text === undefined) {
      text = make(key);
      known.set(key, text);
    }
    return text;
  };
}
