import type { Session } from 'electron';
import { z } from 'zod';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { companySchema } from '#shared/contract/companies/companies.ts';
import { readTextWithin } from '../../../network/answers/bounded-body.ts';

const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_DURATION_MS = 8_000;

/** A response of a team server: its status and JSON; `null` = no response, or one that is too large or not JSON. */
type ServerAnswer = { readonly status: number; readonly json: unknown } | null;

/**
 * Sends one request through the session of the server: system proxy and authorities, no redirect, limited size and time. It carries the
 * server's own origin, because servers refuse requests that a browser attributes to another one.
 */
async function requestServer(
  session: Pick<Session, 'fetch'>,
  origin: string,
  path: string,
  { headers, ...init }: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<ServerAnswer> {
  const stop = AbortSignal.timeout(MAX_DURATION_MS);
  try {
    const answer = await session.fetch(`${origin}${path}`, {
      ...init,
      headers: { ...headers, Origin: origin },
      redirect: 'error',
      cache: 'no-store',
      signal: stop,
    });
    const text = answer.body === null ? '' : await readTextWithin(answer.body, MAX_ANSWER_BYTES);
    return { status: answer.status, json: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

const aboutSchema = z.object({ product: z.literal('tsunagi') });
const tokenSchema = z.object({ token: z.string().regex(/^[\w-]{20,100}$/) });
// The server may be newer: unknown fields are ignored.
const companiesSchema = z.object({
  ok: z.literal(true),
  value: z.object({ companies: z.array(z.object(companySchema.pick({ id: true, name: true, kind: true }).shape)).max(1_000) }),
});
export type ServerCompany = z.output<typeof companiesSchema>['value']['companies'][number];

/** Returns whether the address belongs to a team server; `null` = no response. */
export async function isTeamServer(session: Pick<Session, 'fetch'>, origin: string): Promise<boolean | null> {
  const answer = await requestServer(session, origin, '/desktop/about');
  return answer === null ? null : safeParseUntrusted(aboutSchema, answer.json).success;
}

/** Exchanges the code of a sign-in for the token of a session; `null` if the server refuses it. */
export async function exchangeCode(
  session: Pick<Session, 'fetch'>,
  origin: string,
  code: string,
  verifier: string,
): Promise<string | null> {
  const answer = await requestServer(session, origin, '/desktop/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ code, verifier }).toString(),
  });
  const parsed = safeParseUntrusted<z.output<typeof tokenSchema>>(tokenSchema, answer?.json);
  return parsed.success ? parsed.data.token : null;
}

/** Returns the companies that the person of the session may see; `signed-out` or `unreachable` without them. */
export async function listServerCompanies(
  session: Pick<Session, 'fetch'>,
  origin: string,
): Promise<readonly ServerCompany[] | 'signed-out' | 'unreachable'> {
  const answer = await requestServer(session, origin, '/call', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Tsunagi-Call': '1' },
    credentials: 'include',
    body: JSON.stringify({ name: 'companies.list', input: {}, callId: 'desktop' }),
  });
  if (answer?.status === 401) return 'signed-out';
  const parsed = safeParseUntrusted<z.output<typeof companiesSchema>>(companiesSchema, answer?.json);
  return parsed.success ? parsed.data.value.companies : 'unreachable';
}
