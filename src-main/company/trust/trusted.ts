import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { companyKindSchema } from '#shared/contract/companies/companies.ts';
import { guardPolicySchema } from '#shared/contract/plan/plan.ts';
import { isSameJson, toStableJson } from '#shared/domain/drafts/stable-json.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { DEFAULT_CONNECTION, parseStoredConnection, storedConnectionSchema } from '../connections/stored-connection.ts';
import { compareTrustedConnections, type TrustChange } from './trust-changes.ts';

/** All settings of a company that decide where secrets are sent, which certificates are trusted, who may approve and which guards apply. */
const trustedSchema = z.strictObject({
  format: z.literal('tsunagi-trust'),
  version: z.literal(1),
  kind: companyKindSchema,
  readOnly: z.boolean(),
  /** `null` without a server, and for the demo company, whose server this console starts. */
  server: z.string().nullable(),
  /** `null` = the settings are unreadable, so no connection is made. */
  connection: storedConnectionSchema.omit({ timeouts: true }).nullable(),
  /** Ordered by fingerprint. */
  approvers: z.array(z.strictObject({ fingerprint: z.string(), publicKey: z.string(), name: z.string() })),
  /** Fingerprint of the company's own key; approvals signed by it are not valid. */
  ownKey: z.string().nullable(),
  /** `null` = the default guards. */
  guards: guardPolicySchema.nullable(),
});
export type TrustState = z.output<typeof trustedSchema>;

export function getTrustState(file: CompanyFile): TrustState {
  const { kind, readOnly, serverAddress } = file.company();
  const connection = parseStoredConnection(file.connection.settings());
  const guards = guardPolicySchema.safeParse(file.decisions.guards());
  return {
    format: 'tsunagi-trust',
    version: 1,
    kind,
    readOnly,
    server: kind === 'demo' ? null : serverAddress,
    connection: connection === null ? null : withoutTimeouts(connection),
    approvers: file.approvals
      .approvers()
      .map(({ fingerprint, publicKey, name }) => ({ fingerprint, publicKey, name }))
      .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
    ownKey: file.approvals.ownKey(),
    guards: guards.success ? guards.data : null,
  };
}

/** Returns the trust of a company without trusted parties, which needs no confirmation. */
export const createEmptyTrustState = (kind: TrustState['kind']): TrustState => ({
  format: 'tsunagi-trust',
  version: 1,
  kind,
  readOnly: false,
  server: null,
  connection: withoutTimeouts(DEFAULT_CONNECTION),
  approvers: [],
  ownKey: null,
  guards: null,
});

/** Returns the canonical text that is sealed. */
export const serializeTrustState = (trusted: TrustState): string => toStableJson(trusted);

/** Returns a 128-bit hash of the trust, short enough to type. */
export const hashTrustState = (trusted: TrustState): string =>
  createHash('sha256').update(serializeTrustState(trusted)).digest('hex').slice(0, 32);

/** Parses a sealed text; `null` if another version wrote it. */
export function parseTrustState(text: string): TrustState | null {
  const reading = readBoundedJson(text, { depth: 32, entries: 1_000_000 });
  const read = safeParseUntrusted(trustedSchema, reading.kind === 'read' ? reading.value : null);
  return read.success ? read.data : null;
}

/** Returns the differences of two trust states, one per line of the question. Never empty if they differ. */
export function compareTrustStates(before: TrustState, after: TrustState): readonly TrustChange[] {
  const change = (kind: TrustChange['kind'], params: TrustChange['params'] = {}): TrustChange => ({ kind, widens: true, params });
  const lines: TrustChange[] = [];
  if (before.server !== after.server)
    lines.push(after.server === null ? change('server-removed') : change('server', { address: after.server }));
  const [was, is] = [before.connection, after.connection];
  if (was !== null && is !== null) {
    const { timeouts } = DEFAULT_CONNECTION;
    lines.push(...compareTrustedConnections({ ...was, timeouts }, { ...is, timeouts }));
    // A changed proxy bypass list or proxy user has no entry of its own.
    if (!isSameJson(was.proxy, is.proxy) && !lines.some(({ kind }) => kind === 'proxy')) lines.push(change('other-connection'));
    if (was.basicUser !== is.basicUser) lines.push(change('basic-user', { user: is.basicUser || 'none' }));
  }
  const known = new Map(before.approvers.map((approver) => [approver.fingerprint, approver]));
  const now = new Set(after.approvers.map(({ fingerprint }) => fingerprint));
  for (const approver of after.approvers)
    if (!isSameJson(known.get(approver.fingerprint), approver)) lines.push(change('approver', paramsOf(approver)));
  for (const approver of before.approvers) if (!now.has(approver.fingerprint)) lines.push(change('approver-removed', paramsOf(approver)));
  if (before.ownKey !== after.ownKey) lines.push(change('own-key', { fingerprint: after.ownKey ?? 'none' }));
  if (!isSameJson(before.guards, after.guards))
    lines.push(change('guards', { approval: after.guards?.approvalRequired === true ? 'yes' : 'no' }));
  if (before.kind !== after.kind) lines.push(change('company-kind', { kind: after.kind }));
  if (before.readOnly !== after.readOnly) lines.push(change('read-only', { readOnly: after.readOnly ? 'yes' : 'no' }));
  return lines.length > 0 || isSameJson(before, after) ? lines : [change('other-connection')];
}

const paramsOf = ({ name, fingerprint }: TrustState['approvers'][number]): TrustChange['params'] => ({ name, fingerprint });

const withoutTimeouts = ({ timeouts: _, ...connection }: typeof DEFAULT_CONNECTION): NonNullable<TrustState['connection']> => connection;
