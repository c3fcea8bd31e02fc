import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import type { GroupwareDatabase } from '../database/database.ts';
import type { Lease } from '../database/leases.ts';
import {
  OBJECT_SECTIONS,
  type ObjectSection,
  SECRETS,
  SINGLE_OBJECT_SECTIONS,
  type StoredObject,
  type WriteStamp,
} from '../database/objects.ts';
import { hashParameters } from '../database/requests.ts';
import type { Answer } from './answer.ts';
import { createRefusal } from './refusal.ts';
import type { ServerRules } from './rules.ts';

/** Actions that write, and their lease. Source: docs/gateway.md. */

const CONFLICT = -409;
const RULE_BROKEN = -422;
const LEASE_ELSEWHERE = -423;
/** Maximum duration of a lease in seconds. */
const MAX_TTL_SECONDS = 3600;
const REQUEST_ID = /^[\x21-\x7e]{8,100}$/;
/** Author of a write without a lease. */
const NO_LEASE_HOLDER = 'アクセスキー';

export interface WritingContext {
  readonly database: GroupwareDatabase;
  readonly rules: ServerRules;
  /** Epoch ms. */
  readonly now: () => number;
}

export type WritingAction = (parameters: URLSearchParams) => Answer;

export function createWritingActions(writing: WritingContext): Readonly<Record<string, WritingAction>> {
  return {
    put_object: (parameters) => once(writing, parameters, (writer) => put(writing, parameters, writer)),
    delete_object: (parameters) => once(writing, parameters, (writer) => remove(writing, parameters, writer)),
    set_secret: (parameters) => once(writing, parameters, (writer) => setSecret(writing, parameters, writer)),
    acquire_lease: (parameters) => acquire(writing, parameters),
    renew_lease: (parameters) => renew(writing, parameters),
    release_lease: (parameters) => release(writing, parameters),
  };
}

/** Processes a request once, and returns the stored response when it is repeated. Refusals because of the lease are not stored. */
function once({ database, now }: WritingContext, parameters: URLSearchParams, work: (writer: WriteStamp) => Answer): Answer {
  const requestId = parameters.get('request_id') ?? '';
  if (!REQUEST_ID.test(requestId)) return createRefusal(RULE_BROKEN, 'リクエストIDが正しくありません。', 'request_id');
  const digest = hashParameters(parameters);
  return database.atOnce(() => {
    const before = database.requests.answerTo(requestId, digest);
    if (before === 'other') return createRefusal(RULE_BROKEN, 'リクエストIDはすでに使用されています。', 'request_id');
    if (before !== null) return before;
    const lease = database.leases.current(now());
    const token = parameters.get('lease') ?? '';
    if (lease === null ? token !== '' : token !== lease.token) return leaseElsewhere(database, now());
    const answer = work({ at: new Date(now()).toISOString(), by: lease?.holder ?? NO_LEASE_HOLDER });
    database.requests.remember(requestId, digest, answer);
    return answer;
  });
}

function put({ database: { objects }, rules }: WritingContext, parameters: URLSearchParams, writer: WriteStamp): Answer {
  const target = targetOf(parameters);
  if (!isTarget(target)) return target;
  const { section, id, ifRevision } = target;
  const body = jsonOf(parameters.get('body') ?? '');
  if (body === undefined) return createRefusal(RULE_BROKEN, 'JSONが正しくありません。', 'body');
  const current = objects.find(section, id);
  if ((current?.revision ?? 0) !== ifRevision) return conflict(current);
  const breach = rules.put(section, id, body);
  if (breach) return createRefusal(RULE_BROKEN, breach.message, breach.field);
  return { status: 'ok', id, revision: String(objects.put(section, id, body, writer)) };
}

function remove({ database: { objects }, rules }: WritingContext, parameters: URLSearchParams, writer: WriteStamp): Answer {
  const target = targetOf(parameters);
  if (!isTarget(target)) return target;
  const { section, id, ifRevision } = target;
  if (SINGLE_OBJECT_SECTIONS.includes(section)) return createRefusal(RULE_BROKEN, 'この設定は削除できません。', 'section');
  const current = objects.find(section, id);
  if (current === null || current.revision !== ifRevision) return conflict(current);
  const breach = rules.remove(section, id);
  if (breach) return createRefusal(RULE_BROKEN, breach.message, breach.field);
  return { status: 'ok', revision: String(objects.remove(section, id, writer)) };
}

function setSecret({ database: { objects } }: WritingContext, parameters: URLSearchParams, writer: WriteStamp): Answer {
  const name = SECRETS.find((known) => known === parameters.get('name'));
  if (name === undefined) return createRefusal(RULE_BROKEN, '項目が正しくありません。', 'name');
  const value = parameters.get('value') ?? '';
  if (!/^[\x21-\x7e]{1,200}$/.test(value)) return createRefusal(RULE_BROKEN, 'パスワードは半角英数記号で入力してください。', 'value');
  return { status: 'ok', revision: String(objects.setSecret(name, value, writer)) };
}

function acquire({ database, now }: WritingContext, parameters: URLSearchParams): Answer {
  const holder = (parameters.get('holder') ?? '').trim();
  if (holder === '' || holder.length > 200) return createRefusal(RULE_BROKEN, '使用者を指定してください。', 'holder');
  const ttl = ttlOf(parameters);
  if (ttl === null) return createRefusal(RULE_BROKEN, '値が正しくありません。', 'ttl_s');
  const at = now();
  const requestId = parameters.get('request_id') ?? '';
  if (requestId !== '' && !REQUEST_ID.test(requestId)) return createRefusal(RULE_BROKEN, 'リクエストIDが正しくありません。', 'request_id');
  const digest = hashParameters(parameters);
  return database.atOnce(() => {
    const before = requestId === '' ? null : database.requests.answerTo(requestId, digest);
    if (before === 'other') return createRefusal(RULE_BROKEN, 'リクエストIDはすでに使用されています。', 'request_id');
    // The first response was lost: returns the same lease, unless another client had one since.
    const last = database.leases.last();
    if (before !== null && last !== null && before['lease'] === last.token) {
      database.leases.extend(at + ttl * 1000);
      return given({ ...last, expiresAt: at + ttl * 1000 });
    }
    if (database.leases.current(at) !== null && parameters.get('take_over') !== '1') return leaseElsewhere(database, at);
    // A repeated take-over must not affect a later holder.
    if (before !== null && database.leases.current(at) !== null) return leaseElsewhere(database, at);
    const answer = given(database.leases.give(holder, at, at + ttl * 1000));
    if (requestId !== '') database.requests.remember(requestId, digest, answer);
    return answer;
  });
}

const given = ({ token, holder, expiresAt }: Lease): Answer => ({
  status: 'ok',
  lease: token,
  holder,
  expires_at: new Date(expiresAt).toISOString(),
});

/** Renews a lease, even an expired one, unless another client had one since. */
function renew({ database, now }: WritingContext, parameters: URLSearchParams): Answer {
  const ttl = ttlOf(parameters);
  if (ttl === null) return createRefusal(RULE_BROKEN, '値が正しくありません。', 'ttl_s');
  const lease = database.leases.last();
  if (lease === null || lease.token !== parameters.get('lease')) return leaseElsewhere(database, now());
  const expiresAt = now() + ttl * 1000;
  database.leases.extend(expiresAt);
  return { status: 'ok', lease: lease.token, holder: lease.holder, expires_at: new Date(expiresAt).toISOString() };
}

function release({ database, now }: WritingContext, parameters: URLSearchParams): Answer {
  const lease = database.leases.last();
  if (lease === null || lease.token !== parameters.get('lease')) return leaseElsewhere(database, now());
  database.leases.drop();
  return { status: 'ok' };
}

function leaseElsewhere({ leases }: GroupwareDatabase, now: number): Answer {
  const lease = leases.current(now);
  return {
    ...createRefusal(LEASE_ELSEWHERE, lease === null ? '書き込みの権利がありません。' : 'ほかの管理者が書き込み中です。', 'lease'),
    holder: lease?.holder ?? '',
    since: lease === null ? '' : new Date(lease.since).toISOString(),
    expires_at: lease === null ? '' : new Date(lease.expiresAt).toISOString(),
  };
}

interface Target {
  readonly section: ObjectSection;
  readonly id: string;
  readonly ifRevision: number;
}

const isTarget = (target: Target | Answer): target is Target => !('status' in target);

function targetOf(parameters: URLSearchParams): Target | Answer {
  const section = OBJECT_SECTIONS.find((known) => known === parameters.get('section'));
  if (section === undefined) return createRefusal(RULE_BROKEN, '対象が正しくありません。', 'section');
  const id = parameters.get('id') ?? '';
  if (id.trim() === '' || id.length > 200) return createRefusal(RULE_BROKEN, 'IDが正しくありません。', 'id');
  const revision = parameters.get('if_revision') ?? '';
  if (!/^\d{1,15}$/.test(revision)) return createRefusal(RULE_BROKEN, '値が正しくありません。', 'if_revision');
  return { section, id, ifRevision: Number(revision) };
}

const conflict = (current: StoredObject | null): Answer => ({
  ...createRefusal(CONFLICT, 'ほかの管理者が変更しています。', 'if_revision'),
  current: current === null ? null : toObjectRow(current),
});

/** Returns an object as a row of a list. */
export const toObjectRow = ({ id, revision, updatedAt, updatedBy, body }: StoredObject): Answer => ({
  id,
  revision: String(revision),
  updated_at: updatedAt,
  updated_by: updatedBy,
  body,
});

function ttlOf(parameters: URLSearchParams): number | null {
  const text = parameters.get('ttl_s') ?? '';
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return seconds >= 1 && seconds <= MAX_TTL_SECONDS ? seconds : null;
}

function jsonOf(text: string): unknown {
  const reading = readBoundedJson(text, { depth: 64, entries: 1_000_000 });
  return reading.kind === 'read' ? reading.value : undefined;
}
