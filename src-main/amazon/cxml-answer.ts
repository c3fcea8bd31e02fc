import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { type CxmlStatus, getElementText, parseCxmlDocument } from './cxml-document.ts';
import { decodeAnswer } from './decode-answer.ts';
import { findDescendants, type XmlElement } from './xml-element.ts';
import { parseXml, type XmlProblem } from './xml-reader.ts';

/** Reason why a response cannot be parsed. */
export type AnswerProblem =
  | 'answer-empty'
  | 'answer-html'
  | 'answer-not-xml'
  | 'answer-broken-xml'
  | 'answer-undecodable'
  | 'answer-declares-entities'
  | 'answer-too-deep'
  | 'answer-too-large'
  | 'answer-not-cxml'
  | 'answer-no-response'
  | 'answer-no-status';

/**
 * The StartPage of a setup response. Its address logs a person in, so it is evaluated here and not returned. Source:
 * docs/domain/amazon-cxml.md#setup-response.
 */
export interface StartPage {
  readonly secure: boolean;
  /** Whether the host belongs to Amazon, and its name; `''` = no host. */
  readonly amazon: boolean;
  readonly host: string;
}

export type CxmlAnswer =
  | {
      readonly kind: 'answer';
      /** At least one status. */
      readonly statuses: readonly CxmlStatus[];
      readonly startPage: StartPage | null;
      /** Names of the supported requests in a ProfileResponse; `null` = another response. */
      readonly transactions: readonly string[] | null;
      /** Whether some bytes did not match the declared encoding. */
      readonly doubtful: boolean;
    }
  | { readonly kind: 'unreadable'; readonly problem: AnswerProblem; readonly sample: string };

const MOST_TRANSACTIONS = 100;
/** Number of characters in which the first element is searched. */
const HTML_REACH = 4000;

const PROBLEMS: Readonly<Record<XmlProblem, AnswerProblem>> = {
  'too-large': 'answer-too-large',
  'not-xml': 'answer-not-xml',
  'declares-entities': 'answer-declares-entities',
  'too-deep': 'answer-too-deep',
  broken: 'answer-broken-xml',
};

/**
 * Parses a response in any form: without DOCTYPE or payloadID, with a Status without text, or with the reason in the element's body. Never
 * throws. `sample` is the unmasked start of an unreadable response; callers must mask secrets before they show it.
 */
export function parseCxmlAnswer(bytes: Uint8Array, contentType: string): CxmlAnswer {
  const { text, doubtful } = decodeAnswer(bytes, contentType);
  const unreadable = (problem: AnswerProblem): CxmlAnswer => ({
    kind: 'unreadable',
    problem: doubtful && problem !== 'answer-html' ? 'answer-undecodable' : problem,
    sample: text.slice(0, HTML_REACH),
  });
  if (text.trim() === '') return unreadable('answer-empty');
  if (looksLikeHtml(text)) return unreadable('answer-html');
  const reading = parseXml(text);
  if (reading.kind === 'unreadable') return unreadable(PROBLEMS[reading.problem]);
  const document = parseCxmlDocument(reading.root);
  if (document === null) return unreadable('answer-not-cxml');
  if (document.kind !== 'response') return unreadable('answer-no-response');
  if (document.statuses.length === 0) return unreadable('answer-no-status');
  return {
    kind: 'answer',
    statuses: document.statuses,
    startPage: startPageOf(document.content),
    transactions: document.content?.name === 'ProfileResponse' ? transactionsOf(document.content) : null,
    doubtful,
  };
}

function looksLikeHtml(text: string): boolean {
  const start = text
    .slice(0, HTML_REACH)
    .replace(/^[\uFEFF\s]+/u, '')
    .replace(/^<\?xml[^>]*>\s*/i, '')
    .replace(/^(?:<!--[^>]*-->\s*)+/, '');
  return /^<(!doctype\s+html|html|head|body|title|meta|script)\b/i.test(start);
}

function startPageOf(content: XmlElement | null): StartPage | null {
  if (content === null) return null;
  const [page] = content.name === 'PunchOutSetupResponse' ? findDescendants(content, 'StartPage') : [];
  const [address] = page === undefined ? [] : findDescendants(page, 'URL');
  const text = getElementText(address ?? null);
  if (text === '') return null;
  const leadsTo = readWebAddress(text);
  if (typeof leadsTo === 'string') return { secure: false, amazon: false, host: '' };
  const { scheme, host, local, amazon } = leadsTo;
  return { secure: scheme === 'https' || local !== null, amazon: local !== null || amazon === 'punchout' || amazon === 'other', host };
}

function transactionsOf(profile: XmlElement): readonly string[] {
  return findDescendants(profile, 'Transaction')
    .slice(0, MOST_TRANSACTIONS)
    .map((transaction) => transaction.attributes.get('requestName') ?? '');
}
