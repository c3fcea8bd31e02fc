import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { MAX_LIST_ITEMS, PAGE_ANSWER_LIMITS } from './answer-limits.ts';
import {
  changesPageSchema,
  leaseSchema,
  leaseTakenSchema,
  listKnownSecrets,
  objectListSchema,
  parseServerObject,
  renewalSchema,
  toWireSecretName,
  writeResultSchema,
} from './answer-objects.ts';
import { parseGroupwareAnswer, requireSuccessFields } from './answer-reading.ts';
import type { CallControl, ObjectStore, ServerChange, ServerObject, UnreadableObject, WriteOutcome } from './object-store.ts';
import type { CallOptions, Transport, TransportAnswer } from './transport.ts';

const MODULE = 'tsunagi';
/** Error numbers of the gateway that are results of a write. Source: docs/gateway.md. */
const CONFLICT = -409;
const RULE_BROKEN = -422;
const LEASE_ELSEWHERE = -423;

type Parameters = Readonly<Record<string, string>>;

/** Reads and writes objects over the gateway's protocol. */
export function createGatewayObjects(transport: Transport): ObjectStore {
  const call = (
    parameters: Parameters,
    options: CallControl = {},
    { secrets, readsOnly }: Pick<CallOptions, 'secrets' | 'readsOnly'> = {},
  ): Promise<TransportAnswer> =>
    transport.call(MODULE, parameters, {
      limits: PAGE_ANSWER_LIMITS,
      signal: options.signal,
      onPause: options.onPause,
      leave: options.leave,
      secrets,
      readsOnly,
    });

  /** Converts a response to the outcome of a write. `section` is that of the object; `null` for secrets. */
  const outcomeOf = (answer: TransportAnswer, section: GatewaySection | null): WriteOutcome => {
    if (answer.kind === 'refused') {
      const { failure, body } = answer;
      const errorno = Number(failure.failure.params['errorno']);
      if (errorno === CONFLICT && section !== null) return { kind: 'conflict', current: currentOf(section, body['current'], transport) };
      if (errorno === RULE_BROKEN)
        return {
          kind: 'refused',
          field: String(failure.failure.params['field'] ?? ''),
          message: String(failure.failure.params['detail'] ?? ''),
        };
      if (errorno === LEASE_ELSEWHERE) throw leaseLost(body);
    }
    return { kind: 'written', revision: parseGroupwareAnswer(writeResultSchema, requireSuccessFields(answer), transport).revision };
  };

  return {
    async list<S extends GatewaySection>(section: S, options?: CallControl) {
      const body = requireSuccessFields(await call({ action: 'list_objects', section }, options, { readsOnly: true }));
      const { list, secrets, revision } = parseGroupwareAnswer(objectListSchema, body, transport);
      const objects: ServerObject<S>[] = [];
      const unreadable: UnreadableObject[] = [];
      const seen = new Set<string>();
      for (const item of list) {
        const read = parseServerObject(section, item);
        if (read.kind === 'unreadable') unreadable.push({ id: read.id, problem: read.problem });
        else if (seen.has(read.object.id)) unreadable.push({ id: read.object.id, problem: 'id' });
        else objects.push(read.object);
        if (read.kind === 'read') seen.add(read.object.id);
      }
      return { objects, secrets: section === 'integration' ? listKnownSecrets(secrets) : [], revision, unreadable };
    },

    async put({ section, id, body, ifRevision, requestId, lease }, options) {
      const parameters = { action: 'put_object', section, id, body: JSON.stringify(body), if_revision: String(ifRevision) };
      return outcomeOf(await call({ ...parameters, request_id: requestId, lease }, options), section);
    },

    async delete({ section, id, ifRevision, requestId, lease }, options) {
      const parameters = { action: 'delete_object', section, id, if_revision: String(ifRevision) };
      return outcomeOf(await call({ ...parameters, request_id: requestId, lease }, options), section);
    },

    async setSecret({ name, value, requestId, lease }, options) {
      const parameters = { action: 'set_secret', name: toWireSecretName(name), value, request_id: requestId, lease };
      return outcomeOf(await call(parameters, options, { secrets: [value] }), null);
    },

    async acquireLease({ holder, ttlSeconds, takeOver, requestId }, options) {
      const parameters = {
        action: 'acquire_lease',
        holder,
        ttl_s: String(ttlSeconds),
        ...(requestId !== undefined && { request_id: requestId }),
        ...(takeOver === true && { take_over: '1' }),
      };
      const answer = await call(parameters, options);
      if (answer.kind === 'refused' && Number(answer.failure.failure.params['errorno']) === LEASE_ELSEWHERE) {
        const taken = parseGroupwareAnswer(leaseTakenSchema, answer.body, transport);
        return { kind: 'taken', holder: taken.holder, since: taken.since, expiresAt: taken.expires_at };
      }
      const held = parseGroupwareAnswer(leaseSchema, requireSuccessFields(answer), transport);
      return { kind: 'held', lease: held.lease, expiresAt: held.expires_at };
    },

    async renewLease(lease, ttlSeconds, options) {
      const answer = await call({ action: 'renew_lease', lease, ttl_s: String(ttlSeconds) }, options);
      if (answer.kind === 'refused' && Number(answer.failure.failure.params['errorno']) === LEASE_ELSEWHERE) throw leaseLost(answer.body);
      return { expiresAt: parseGroupwareAnswer(renewalSchema, requireSuccessFields(answer), transport).expires_at };
    },

    async releaseLease(lease, options) {
      const answer = await call({ action: 'release_lease', lease }, options);
      if (answer.kind === 'refused' && Number(answer.failure.failure.params['errorno']) === LEASE_ELSEWHERE) return;
      requireSuccessFields(answer);
    },

    async changes(since, options) {
      const changes: ServerChange[] = [];
      for (let from = since; ; ) {
        const page = parseGroupwareAnswer(
          changesPageSchema,
          requireSuccessFields(await call({ action: 'list_changes', since: from }, options, { readsOnly: true })),
          transport,
        );
        for (const change of page.list) changes.push(change);
        if (changes.length > MAX_LIST_ITEMS || page.allcnt > MAX_LIST_ITEMS) throw transport.invalidAnswer('too-many', String(page.allcnt));
        const last = page.list.at(-1);
        if (page.list.length >= page.allcnt || last === undefined) return { changes, revision: page.revision };
        if (!(last.revision > Number(from))) throw transport.invalidAnswer('list-ends-early', from);
        from = String(last.revision);
      }
    },
  };
}

/** Parses the conflicting object. Throws if it is unreadable, because then it cannot be compared. */
function currentOf(section: GatewaySection, item: unknown, transport: Transport): ServerObject | null {
  if (item === null || item === undefined || item === '') return null;
  const read = parseServerObject(section, item);
  if (read.kind === 'unreadable') throw transport.invalidAnswer('other-shape', `current.${read.problem}`);
  return read.object;
}

function leaseLost(body: Readonly<Record<string, unknown>>): ExpectedError {
  const taken = safeParseUntrusted(leaseTakenSchema, body);
  const holder = taken.success ? taken.data.holder.slice(0, 200) : '';
  return new ExpectedError('server-lease-lost', { holder: holder === '' ? 'none' : holder });
}
