import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import {
  type ConnectionReasonId,
  createConnectionReason,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import { classifyRedirect, type RedirectKind } from '#shared/domain/integration/web-addresses/web-address.ts';
import { createFailedVerdict, createPassedVerdict } from '../network/layer-verdicts.ts';
import { SMALL_ANSWER_LIMITS } from './answer-limits.ts';
import { descriptionSchema, isPermissionRefusal, isRecord, lenientText, usersPageSchema } from './answer-schemas.ts';
import type { RawAnswer, TestBasicCredentials } from './layer-question.ts';
import { listMissingFieldsInRows } from './stock-neo-client.ts';

/** Parses the text as JSON; `undefined` = invalid. */
function jsonOf({ text }: RawAnswer): unknown {
  const reading = readBoundedJson(text, SMALL_ANSWER_LIMITS);
  return reading.kind === 'read' ? reading.value : undefined;
}

/** Returns the fields of a response in NEO's form; `null` for any other response. */
export function getNeoFields(answer: RawAnswer): Readonly<Record<string, unknown>> | null {
  const body = jsonOf(answer);
  return isRecord(body) && (body['status'] === 'ok' || body['status'] === 'ng') ? body : null;
}

/** Returns the error number of a refusal; 0 = none. */
function errornoOf(body: Readonly<Record<string, unknown>> | null): number {
  const text = lenientText.safeParse(body?.['errorno']);
  return text.success ? Number(text.data) || 0 : 0;
}

/**
 * Judges whether an HTTP response permits the test to continue. `asked`: the called address. Statuses: docs/domain/neo.md#http-statuses.
 */
export function judgeHttp({ status, redirect }: RawAnswer, asked: string): LayerVerdict {
  const facts = { httpStatus: status };
  if (status >= 300 && status < 400)
    return createFailedVerdict(
      createConnectionReason(REDIRECTS[classifyRedirect(asked, redirect)], { status, location: redirect }, 'serverAddress'),
      facts,
    );
  if (status === 408 || status === 429 || status === 503 || status === 504)
    return createFailedVerdict(createConnectionReason('server-busy', { status }), facts);
  if (status === 409) return createFailedVerdict(createConnectionReason('server-database-down', { status }), facts);
  if (status >= 500) return createFailedVerdict(createConnectionReason('server-fault', { status }), facts);
  if (status === 200 || status === 401 || status === 403 || status === 404) return createPassedVerdict(facts);
  return createFailedVerdict(createConnectionReason('server-status-other', { status }), facts);
}

/** Judges the server's HTTP Basic authentication; `null` if neither side uses it. */
export function judgeBasic({ status, challenges }: RawAnswer, basic: TestBasicCredentials): LayerVerdict | null {
  if (status !== 401) return basic.kind === 'basic' ? createPassedVerdict({ user: basic.user }) : null;
  if (!challenges.includes('basic'))
    return createFailedVerdict(createConnectionReason('basic-other-scheme', { schemes: challenges.join(', ') }));
  if (basic.kind === 'basic') return createFailedVerdict(createConnectionReason('basic-refused', { user: basic.user }));
  return createFailedVerdict(createConnectionReason(basic.kind === 'none' ? 'basic-required' : 'basic-of-another-server'));
}

/** Judges whether the response is from NEO. `answer` is from the gateway module, or from NEO's own module without a gateway. */
export function judgeNeo(answer: RawAnswer): LayerVerdict {
  const { status, text } = answer;
  if (getNeoFields(answer) !== null) return createPassedVerdict();
  // A refusal that is not in NEO's form may come from NEO or from a device in front of it.
  if (status === 403) return createPassedVerdict({}, [createConnectionReason('neo-unproven', { status })]);
  const title = titleOf(text);
  if (/^\s*</.test(text)) {
    if (/メンテナンス|maintenance/i.test(text.slice(0, 20_000)))
      return createFailedVerdict(createConnectionReason('neo-maintenance', { title }));
    if (LOGIN_FIELDS.every((field) => field.test(text.slice(0, 200_000))))
      return createFailedVerdict(createConnectionReason('neo-login-page', { title }));
    // SAMLRequest is a field of the SAML HTTP POST binding, which sends a browser to another login page.
    if (/SAMLRequest|name=["']?(?:user\w*|password)/i.test(text.slice(0, 200_000)))
      return createFailedVerdict(createConnectionReason('neo-sign-on-page', { title }));
    return createFailedVerdict(createConnectionReason('neo-web-page', { title }));
  }
  if (!answer.isUtf8) return createFailedVerdict(createConnectionReason('neo-encoding'));
  return createFailedVerdict(createConnectionReason(jsonOf(answer) === undefined ? 'neo-not-json' : 'neo-answer-other'));
}

const REDIRECTS = {
  'to-https': 'redirected-to-https',
  'to-http': 'redirected-to-http',
  inside: 'redirected-inside',
  elsewhere: 'redirected',
} as const satisfies Record<RedirectKind, ConnectionReasonId>;

/** Patterns of fields in NEO's login page. Source: docs/domain/neo.md#api. */
const LOGIN_FIELDS = [/name=["']?UserID\b/i, /name=["']?_word\b/i];

/** Returns a web page's title on one line. Callers mask secrets before they shorten it. */
function titleOf(text: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(text.slice(0, 20_000))?.[1] ?? '';
  return title.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/**
 * Judges whether the key was accepted, which only a response that requires a key shows. A busy or failing server, or another page, proves
 * nothing. `keptFor`: another server for which the same key is stored.
 */
export function judgeKey(answer: RawAnswer, keptFor: string | null, asked: string): LayerVerdict {
  const { status } = answer;
  if (status === 403 || status === 401)
    return createFailedVerdict(
      keptFor === null
        ? createConnectionReason('key-refused', { status })
        : createConnectionReason('key-of-another-tenant', { status, address: keptFor }),
    );
  const http = judgeHttp(answer, asked);
  if (http.failed.length > 0) return http;
  if (status === 404) return createFailedVerdict(createConnectionReason('users-unreadable', { detail: `HTTP ${status}` }));
  return judgeNeo(answer);
}

/** Judges whether the gateway module exists and is complete; `null` = the server has none. */
export function judgeGateway(answer: RawAnswer | null): LayerVerdict {
  if (answer === null) return createPassedVerdict({}, [createConnectionReason('gateway-absent')]);
  const body = getNeoFields(answer);
  if (body?.['status'] !== 'ok')
    return createFailedVerdict(createConnectionReason('gateway-incomplete', { detail: `errorno ${errornoOf(body)}` }));
  const described = safeParseUntrusted(descriptionSchema, body);
  if (!described.success)
    return createFailedVerdict(createConnectionReason('gateway-incomplete', { detail: described.error.issues[0]?.path.join('.') ?? '' }));
  const { api, server } = described.data;
  return api === 1 ? createPassedVerdict({ server, api }) : createFailedVerdict(createConnectionReason('gateway-version', { api }));
}

/** Judges whether users are returned, and with which fields. `kind` determines the form of the list. */
export function judgeUsers(answer: RawAnswer, kind: 'gateway' | 'stock-neo'): LayerVerdict {
  const body = getNeoFields(answer);
  if (body === null) return createFailedVerdict(createConnectionReason('users-unreadable', { detail: `HTTP ${answer.status}` }));
  if (!answer.isUtf8) return createFailedVerdict(createConnectionReason('neo-encoding'));
  if (isPermissionRefusal(body)) return createFailedVerdict(createConnectionReason('users-no-right'));
  if (body['status'] !== 'ok') return createFailedVerdict(createConnectionReason('users-refused', { errorno: errornoOf(body) }));
  if (kind === 'stock-neo' && !('list' in body)) return createFailedVerdict(createConnectionReason('users-unreadable', { detail: 'list' }));
  const page = kind === 'gateway' ? safeParseUntrusted(usersPageSchema, body) : null;
  if (page !== null && !page.success)
    return createFailedVerdict(createConnectionReason('users-unreadable', { detail: page.error.issues[0]?.path.join('.') ?? '' }));
  const { users, missing } =
    page === null
      ? { users: answer.listed?.count ?? 0, missing: listMissingFieldsInRows(answer.listed?.first ?? []) }
      : { users: page.data.allcnt, missing: [] };
  if (users === 0) return createPassedVerdict({ users }, [createConnectionReason('users-none')]);
  const missed = NEEDED_FIELDS.filter((field) => missing.includes(field));
  const facts = { users, ...(missing.length === 0 ? {} : { missingFields: missing.join(', ') }) };
  return createPassedVerdict(
    facts,
    missed.length === 0 ? [] : [createConnectionReason('users-fields-missing', { fields: missed.join(', ') })],
  );
}

/** Fields required for matching people; other missing fields are only reported. */
const NEEDED_FIELDS = ['loginId', 'name', 'workEmail'];

/** Maximum clock difference in seconds that is accepted: locks are counted in hours, access logs in seconds. */
const SKEW_SECONDS = 30;

/** Judges the difference of the server's clock in whole seconds; positive = ahead. */
export function judgeClock(answer: RawAnswer): LayerVerdict {
  const body = getNeoFields(answer);
  const serverTime = typeof body?.['time'] === 'string' && body['time'] !== '' ? Date.parse(body['time']) : Date.parse(answer.date ?? '');
  if (Number.isNaN(serverTime)) return createPassedVerdict({}, [createConnectionReason('clock-unknown')]);
  const seconds = Math.round((serverTime - answer.at) / 1000) + 0;
  const facts = { skewSeconds: seconds };
  if (Math.abs(seconds) <= SKEW_SECONDS) return createPassedVerdict(facts);
  return createPassedVerdict(facts, [
    createConnectionReason('clock-skewed', { seconds: Math.abs(seconds), direction: seconds > 0 ? 'ahead' : 'behind' }),
  ]);
}
