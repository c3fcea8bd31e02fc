import {
  type ConnectionFacts,
  type ConnectionReasonId,
  createConnectionReason,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import type { HttpAnswer } from './amazon-http.ts';
import { type CxmlAnswer, parseCxmlAnswer } from './cxml-answer.ts';
import { formatMaskedHost, type Redact } from './redact.ts';
import { findMissingData, findMostSevereStatus, getStatusMeaning, hasDifferentMeanings } from './status-reason.ts';

/**
 * Judges the response to a PunchOutSetupRequest; only the host of the StartPage is kept. Never throws. Source:
 * docs/domain/amazon-cxml.md#setup-response, #status-codes and #what-goes-wrong.
 */
export function judgeSetup(http: HttpAnswer, redact: Redact): LayerVerdict {
  if (isRedirect(http.status)) return redirected(http, redact);
  const answer = parseCxmlAnswer(http.body, http.contentType);
  if (answer.kind === 'unreadable') return unreadable(http, answer, redact);
  const { failed, warned, facts } = judgeStatus(http, answer, redact);
  if (failed.length > 0) return { failed, warned, facts };
  const { startPage } = answer;
  if (startPage === null) return { failed: [createConnectionReason('start-page-missing')], warned, facts };
  const host = formatMaskedHost(startPage.host, redact);
  return {
    // A StartPage on another host does not log in to Amazon, even if the status is successful.
    failed: [
      ...(startPage.secure ? [] : [createConnectionReason('start-page-not-https', { host })]),
      ...(startPage.amazon ? [] : [createConnectionReason('start-page-foreign', { host })]),
    ],
    warned,
    facts: { ...facts, startPageHost: host },
  };
}

/** Judges the response to a ProfileRequest. An unsupported request is not a failure; refused credentials are. */
export function judgeProfile(http: HttpAnswer, redact: Redact): LayerVerdict {
  if (isRedirect(http.status)) return asWarning(redirected(http, redact));
  const answer = parseCxmlAnswer(http.body, http.contentType);
  if (answer.kind === 'unreadable') return asWarning(unreadable(http, answer, redact));
  const verdict = judgeStatus(http, answer, redact);
  if (verdict.failed.some(({ id }) => id === 'status-credentials')) return verdict;
  if (verdict.failed.length > 0)
    return { ...verdict, failed: [], warned: [createConnectionReason('profile-not-offered', statusParams(answer))] };
  const { transactions } = answer;
  if (transactions === null)
    return { ...verdict, warned: [...verdict.warned, createConnectionReason('profile-not-offered', statusParams(answer))] };
  return { ...verdict, facts: { ...verdict.facts, transactions: redact(transactions.join(', ')) } };
}

const REACHED_BY: Readonly<Record<number, ConnectionReasonId>> = {
  401: 'http-auth-required',
  404: 'http-not-found',
  410: 'http-not-found',
  403: 'http-forbidden',
};

/** Judges the response at the PO address. It only proves that the address is reachable, not that orders are accepted. */
export function judgePoAddress(http: HttpAnswer, redact: Redact): LayerVerdict {
  if (isRedirect(http.status)) return asWarning(redirected(http, redact));
  const facts = httpFacts(http);
  const id = REACHED_BY[http.status] ?? (http.status >= 500 ? httpReason(http.status) : null);
  return { failed: [], warned: id === null ? [] : [createConnectionReason(id, httpParams(http))], facts };
}

function judgeStatus(http: HttpAnswer, { statuses, doubtful }: CxmlAnswer & { kind: 'answer' }, redact: Redact): LayerVerdict {
  const status = findMostSevereStatus(statuses);
  if (status === undefined) return { failed: [createConnectionReason('answer-no-status')], warned: [], facts: {} };
  const params = { status: redact(status.code), text: redact(status.text), detail: redact(status.detail) };
  const meaning = getStatusMeaning(status);
  const warned = [
    ...(hasDifferentMeanings(statuses)
      ? [createConnectionReason('statuses-differ', { codes: redact(statuses.map(({ code }) => code).join(', ')) })]
      : []),
    ...(doubtful ? [createConnectionReason('answer-undecodable')] : []),
  ];
  const missing = meaning === 'status-data-missing' ? { missing: missingWord(findMissingData(`${status.text} ${status.detail}`)) } : {};
  return {
    failed: meaning === 'done' ? [] : [createConnectionReason(meaning, { status: params.status, ...missing })],
    warned,
    facts: Object.fromEntries(Object.entries({ httpStatus: http.status, ...params }).filter(([, value]) => value !== '')),
  };
}

const statusParams = ({ statuses }: CxmlAnswer & { kind: 'answer' }): ConnectionFacts => ({
  status: findMostSevereStatus(statuses)?.code.slice(0, 10) ?? '',
});

/** Returns the text of an HTML page without tags, scripts and styles. */
const wordsOf = (html: string): string => html.replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ').replace(/<[^>]*(>|$)/g, ' ');

/** Returns the selector of the message about missing data. */
const missingWord = (missing: ReturnType<typeof findMissingData>): string =>
  missing.length > 1 ? 'both' : missing[0] === 'return-address' ? 'return' : 'email';

function unreadable(http: HttpAnswer, { problem, sample }: CxmlAnswer & { kind: 'unreadable' }, redact: Redact): LayerVerdict {
  const successful = http.status >= 200 && http.status < 300;
  const found = successful ? createConnectionReason(problem) : createConnectionReason(httpReason(http.status), httpParams(http));
  const shown = redact(problem === 'answer-html' ? wordsOf(sample) : sample);
  return { failed: [found], warned: [], facts: { ...httpFacts(http), ...(shown !== '' && { sample: shown }) } };
}

function httpReason(status: number): ConnectionReasonId {
  if (status === 407) return 'proxy-auth-required';
  if (status === 408 || status === 429 || status === 503 || status === 504) return 'http-busy';
  return REACHED_BY[status] ?? (status >= 500 ? 'http-server-error' : 'http-refused');
}

const httpParams = ({ status }: HttpAnswer): ConnectionFacts => ({ status });

/** Returns the status and only the name of the authentication scheme, because the rest of the challenge may be confidential. */
function httpFacts({ status, authenticate }: HttpAnswer): ConnectionFacts {
  const scheme = /^[A-Za-z][A-Za-z0-9-]{0,20}/.exec(authenticate.trim())?.[0];
  return { httpStatus: status, ...(scheme !== undefined && { scheme }) };
}

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

function redirected({ status, location }: HttpAnswer, redact: Redact): LayerVerdict {
  const url = URL.parse(location);
  const host = url === null ? '' : formatMaskedHost(url.host, redact);
  return {
    failed: [createConnectionReason('redirected', { status, ...(host !== '' && { location: host }) })],
    warned: [],
    facts: { httpStatus: status },
  };
}

const asWarning = ({ failed, warned, facts }: LayerVerdict): LayerVerdict => ({ failed: [], warned: [...failed, ...warned], facts });
