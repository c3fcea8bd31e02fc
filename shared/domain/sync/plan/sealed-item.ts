import { getDraftKey } from '../../drafts/draft.ts';
import { isSingleSection } from '../../drafts/sections.ts';
import type { Route } from '../../routes/route.ts';
import { GATEWAY_SECTIONS } from '../gateway-section.ts';
import { isSameBody } from '../same.ts';
import { createServerState, getSecretKey, SERVER_SECRET_NAMES, type ServerEntry, type ServerSecretName } from '../server-state.ts';
import { listContentFields } from '../wording/contents.ts';
import type { Phrase, PlanNames } from '../wording/phrase.ts';
import { describeFieldChange, describeItemChange } from '../wording/sentence.ts';
import { type FieldChange, type PlanItem, RISK_REASONS, type Risk, type RiskReason } from './item.ts';
import { createPlan } from './make-plan.ts';
import { getHighestRisk } from './risk.ts';
import type { SealedCall } from './seal.ts';

/** One call for display, derived only from the call. */
export interface SealedItem {
  readonly call: SealedCall;
  readonly item: PlanItem;
  readonly fields: readonly FieldChange[];
}

/** Key of a call's item. */
export const getCallKey = (call: SealedCall): string =>
  call.write === 'secret' ? getSecretKey(call.id as ServerSecretName) : getDraftKey(call);

/**
 * Items that describe the calls, in the same order, from present and future content. `null` if a plan could not contain the calls: an
 * object twice, a change without effect, or a body with another id. Linear.
 */
export function createSealedItems(calls: readonly SealedCall[]): readonly SealedItem[] | null {
  if (new Set(calls.map(getCallKey)).size !== calls.length) return null;
  const objects = calls.filter(({ write }) => write !== 'secret');
  if (!objects.every(isObjectCall) || !calls.every((call) => call.write !== 'secret' || isSecretCall(call))) return null;
  const sides = objects.map(({ section, id, ifRevision, before, body }) => ({
    section,
    id,
    base: before,
    draft: body,
    server: before === null ? null : entryOf({ section, id, revision: ifRevision, body: before }),
  }));
  const plan = createPlan(
    {
      server: createServerState({
        readAt: '',
        complete: GATEWAY_SECTIONS,
        entries: sides.flatMap(({ server }) => (server === null ? [] : [server])),
      }),
      resolutions: new Map(),
      ignored: [],
      secrets: calls
        .filter(({ write }) => write === 'secret')
        .map(({ id, generation }) => ({ name: id as ServerSecretName, generation, appliedGeneration: 0 })),
      today: '',
    },
    sides,
  );
  const sealed: SealedItem[] = [];
  for (const call of calls) {
    const item = plan.byKey.get(getCallKey(call));
    if (item === undefined || item.write !== call.write || !isSameBody(call.section, item.target, call.body)) return null;
    sealed.push({ call, item, fields: fieldsOf(item) });
  }
  return sealed;
}

const isSecretCall = ({ section, id, before, body, generation }: SealedCall): boolean =>
  section === 'integration' &&
  (SERVER_SECRET_NAMES as readonly string[]).includes(id) &&
  before === null &&
  body === null &&
  generation > 0;

function isObjectCall({ section, id, write, ifRevision, before, body, generation }: SealedCall): boolean {
  if (generation !== 0 || (isSingleSection(section) && id !== section)) return false;
  if (write === 'delete' ? before === null || body !== null : body === null) return false;
  if (before !== null) return true;
  return ifRevision === 0 && (section !== 'routes' || (body as Route).id === id);
}

const entryOf = (entry: Pick<ServerEntry, 'section' | 'id' | 'revision' | 'body'>): ServerEntry => ({
  ...entry,
  updatedAt: '',
  updatedBy: '',
});

/** Fields to list below an item: its changes, or the content of a new object. */
const fieldsOf = (item: PlanItem): readonly FieldChange[] =>
  item.kind === 'create' && item.target !== null
    ? listContentFields(item.section, item.target)
    : item.fields.filter(({ path }) => path !== '');

/** The sentences of an item and of each of its fields. */
export function createSealedSentences(
  { item, fields }: SealedItem,
  names: PlanNames,
): { readonly item: Phrase; readonly fields: readonly Phrase[] } {
  const created: PlanItem | null =
    item.kind === 'create' && item.secret === null
      ? { ...item, kind: 'change', fields, draft: item.target, base: null, server: null }
      : null;
  return { item: describeItemChange(item, names), fields: fields.map((field) => describeFieldChange(created ?? item, field, names)) };
}

/** Combines the risks of a call's item with those from the rest of a plan, in the order of `RISK_REASONS`. */
export function combineRisks(
  own: readonly RiskReason[],
  more: readonly RiskReason[],
): { readonly risk: Risk; readonly risks: readonly RiskReason[] } {
  const all = new Set([...own, ...more]);
  const risks = RISK_REASONS.filter((reason) => all.has(reason));
  return { risk: getHighestRisk(risks), risks };
}

export type NameKind = keyof PlanNames;
/** Names by kind and id; unknown names are missing. */
export type NameTable = Readonly<Record<NameKind, Readonly<Record<string, string>>>>;

/** Provides names to a plan and records those that were used. */
export class RequestedNames {
  readonly #asked: Record<NameKind, Map<string, string>> = {
    user: new Map(),
    organization: new Map(),
    role: new Map(),
    route: new Map(),
    serial: new Map(),
  };
  readonly names: PlanNames;

  constructor(names: PlanNames) {
    const asking = (kind: NameKind) => (id: string) => {
      const name = names[kind](id);
      if (name !== null) this.#asked[kind].set(id, name);
      return name;
    };
    this.names = {
      user: asking('user'),
      organization: asking('organization'),
      role: asking('role'),
      route: asking('route'),
      serial: asking('serial'),
    };
  }

  table(): NameTable {
    const { user, organization, role, route, serial } = this.#asked;
    return {
      user: Object.fromEntries(user),
      organization: Object.fromEntries(organization),
      role: Object.fromEntries(role),
      route: Object.fromEntries(route),
      serial: Object.fromEntries(serial),
    };
  }
}

/** The names of a table; `first` takes precedence over it. */
export function createNamesFromTable(table: NameTable, first: PlanNames | null = null): PlanNames {
  const from = (kind: NameKind) => (id: string) =>
    first?.[kind](id) ?? (Object.hasOwn(table[kind], id) ? (table[kind][id] as string) : null);
  return { user: from('user'), organization: from('organization'), role: from('role'), route: from('route'), serial: from('serial') };
}
