import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import { OrganizationTree } from '#shared/domain/directory/organizations.ts';
import type { AmazonUsersFrom } from '#shared/domain/integration/amazon-users.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import { organizationPaths } from '#shared/domain/readiness/by-organization.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import type { Fix } from '#shared/domain/readiness/fixes.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { dayText } from '#shared/messages/reason-text.ts';
import { honestPercent } from '#shared/messages/share.ts';
import { createTexts, type Language, type Translate } from '#shared/messages/texts.ts';
import { businessDay } from '../../company/business-day.ts';
import { type ReportNumbers, reportNumbers, type Unseen } from '../../company/report-numbers.ts';
import { createReportLines, type ReportLine } from './report-lines.ts';

/** What a report is about, whoever asks for it: the window and the command line give the same to have the same. */
export interface Report {
  readonly directory: Directory;
  readonly audit: Audit;
  /** What is listed, in order, and how many that is. */
  readonly findings: Iterable<Finding>;
  readonly count: number;
  readonly language: Language;
  /** `''` where it is not known. */
  readonly company: string;
  /** The business day of the audit, `YYYY-MM-DD`. */
  readonly today: string;
  readonly unseen: Unseen;
  /** Where Amazon's users come from; left out = they are invited. */
  readonly amazonUsersFrom?: AmazonUsersFrom;
  /** The fix of an address that was adopted for the finding's person and has not arrived; left out = no fixes are kept. */
  readonly fixOf?: (finding: Finding) => Fix | null;
}

/** A finding as documents for people list it. */
export interface DocumentLine extends ReportLine {
  /** Name of the person's default organisation, or the list's own word for it. */
  readonly organization: string | null;
  /** The adopted fix of the person's address. */
  readonly fix: Fix | null;
}

/** What the documents for people (XLSX, HTML) say alike. */
export interface ReportDocument {
  readonly report: Report;
  readonly numbers: ReportNumbers;
  readonly translate: Translate;
  /** A text without arguments; a list asks for the same ones over and over. */
  readonly word: (key: MessageKey) => string;
  /** `2026/11/24（火）` */
  readonly day: string;
  /** `97.8 %`, or a dash for a share of nobody. */
  readonly share: (part: number, whole: number) => string;
  readonly lines: () => Generator<DocumentLine>;
  /** Everybody in scope who cannot order, once, under what closes their first gate; in the order of NEO's list. */
  readonly people: () => Generator<DocumentLine>;
}

/** Whether it cannot be told of anybody among them that they can order, because something was not checked: a share of nought would say more. */
export const isUntold = (ready: number, notChecked: number): boolean => ready === 0 && notChecked > 0;

/** What the numbers say of everybody, in a sentence. */
export function answerSentence({ numbers, translate }: ReportDocument): string {
  const { inScope, ready, blocked, notChecked, matched } = numbers;
  const kind = isUntold(ready, notChecked) ? 'matching' : 'orders';
  return translate(`reportDocument.sentence.${kind}`, { inScope, ready, blocked, notChecked, matched });
}

/** Whether the adopted fix was exported, when and into which file; `null` without a fix. */
export function fixStateText({ fix }: DocumentLine, translate: Translate): string | null {
  if (fix === null) return null;
  if (fix.written === null) return translate('reportDocument.book.fixAdopted');
  const day = dayText(businessDay(Date.parse(fix.written.at)), translate);
  return translate('reportDocument.book.fixExported', { day, file: fix.written.file });
}

/** Counts once, and writes every finding as it is asked for. */
export function createReportDocument(report: Report): ReportDocument {
  const { directory, audit, language, today, unseen } = report;
  const translate = createTexts(language);
  const linesOf = function* (findings: Iterable<Finding>): Generator<DocumentLine> {
    const toLine = createReportLines(directory, translate);
    const nameOf = organizationNames(directory);
    for (const finding of findings) {
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
    numbers: reportNumbers(directory, audit, unseen, organizationPaths(directory)),
    translate,
    word: remembered((key) => translate(key)),
    day: dayText(today, translate),
    share(part, whole) {
      const percent = honestPercent(part, whole);
      return percent === null ? translate('reportDocument.noShare') : translate('reportDocument.share', { percent });
    },
    lines: () => linesOf(report.findings),
    people: () => linesOf(firstReasons(audit)),
  };
}

/** What keeps each person in scope from ordering: the finding that closes the first gate, told of that person. */
function* firstReasons({ findings, firstClosed, inScope }: Audit): Generator<Finding> {
  for (const [neoIndex, at] of firstClosed.entries()) {
    const finding = findings[at];
    // A gate that the company's settings close is one finding for everybody.
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
