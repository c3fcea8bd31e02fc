import fc from 'fast-check';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { type Draft, type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { GATEWAY_SECTIONS, type GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { formatDifference } from '#shared/domain/sync/merge/decide.ts';
import type { FieldChange, ObjectItem, PlanItem, Resolution, Resolutions, ResolvedDifference } from '#shared/domain/sync/plan/item.ts';
import { createPlanInChunks } from '#shared/domain/sync/plan/make-plan.ts';
import type { Plan, PlanInput } from '#shared/domain/sync/plan/plan.ts';
import { createServerState, type ServerEntry, type ServerState } from '#shared/domain/sync/server-state.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { anyAccess, anyStep } from './companies.ts';
import { anySerial } from './drafts.ts';

const ids = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4'), { maxLength: 4 });
const organizations = fc.array(fc.record({ id: fc.constantFrom('o1', 'o2', 'o3'), descendants: fc.boolean() }), { maxLength: 3 });
const name = fc.constantFrom('', '購買', '本社', '工場');
const steps = fc
  .shuffledSubarray(['s1', 's2', 's3', 's4'], { minLength: 1 })
  .chain((chosen) => fc.tuple(...chosen.map((id) => anyStep.map((step) => ({ ...step, id })))));

/** Generates a body of each section from few values, so that two bodies often share values. */
export const ANY_BODY: { readonly [S in GatewaySection]: (id: string) => fc.Arbitrary<Body> } = {
  routes: (id) =>
    fc.record({
      id: fc.constant(id),
      name,
      status: fc.constantFrom('complete' as const, 'incomplete' as const),
      access: anyAccess,
      applicantHandling: fc.constantFrom(null, 'exclude' as const, 'leave' as const),
      steps,
    }),
  serials: () => anySerial,
  invoice_groups: () => fc.record({ code: fc.constantFrom('', 'HONSHA', 'KOJO'), name, users: ids, organizations }),
  integration: () =>
    fc.record({
      systemLogin: fc.constantFrom('', 'LOGIN', 'OTHER'),
      poRequestUrl: fc.constantFrom('', 'https://a.example/', 'https://b.example/'),
      punchoutUrl: fc.constantFrom('', 'https://c.example/'),
    }),
  common_settings: () =>
    fc.record({
      title: name,
      routeId: fc.constantFrom(null, 'x1', 'x2', 'x3'),
      serialId: fc.constantFrom(null, 'x1', 'x2', 'x3'),
    }),
  allowed_users: () => fc.record({ everyone: fc.boolean(), users: ids, organizations, roles: fc.subarray(['r1', 'r2']) }),
};

const SINGLE: ReadonlySet<GatewaySection> = new Set(['integration', 'common_settings', 'allowed_users']);
export const anyPlace = fc.constantFrom(...GATEWAY_SECTIONS).chain((section) =>
  fc.record({
    section: fc.constant(section),
    id: SINGLE.has(section) ? fc.constant<string>(section) : fc.constantFrom('x1', 'x2', 'x3'),
  }),
);

/** Returns a body with some fields and some steps of another body. */
function blendBodies(base: Body, other: Body, mask: readonly boolean[]): Body {
  const [from, to] = [other, base] as unknown as Record<string, unknown>[];
  const fields = Object.keys(to as object).map((field, at) => {
    const taken = mask[at % mask.length] === true;
    if (field !== 'steps') return [field, (taken ? from : to)?.[field]];
    const [mine, theirs] = [to?.[field], from?.[field]] as { id: string }[][];
    const known = new Map((mine ?? []).map((step) => [step.id, step]));
    // Takes the other body's order and choice of steps, but keeps the content of some known steps.
    return [field, taken ? (theirs ?? []).map((step, i) => (mask[(at + i) % mask.length] ? step : (known.get(step.id) ?? step))) : mine];
  });
  return Object.fromEntries(fields) as Body;
}
const anyMask = fc.array(fc.boolean(), { minLength: 3, maxLength: 7 });
export const anyBlend = (section: GatewaySection, id: string, base: Body): fc.Arbitrary<Body> =>
  fc.tuple(ANY_BODY[section](id), anyMask).map(([other, mask]) => blendBodies(base, other, mask));

export interface Sides {
  readonly section: GatewaySection;
  readonly id: string;
  readonly base: Body | null;
  readonly draft: Body | null;
  readonly server: Body | null;
}

/** Generates base, own and server versions that derive from each other; each may be missing. */
export const anySides: fc.Arbitrary<Sides> = anyPlace.chain(({ section, id }) =>
  ANY_BODY[section](id).chain((base) => {
    const side = fc.oneof(
      { weight: 4, arbitrary: anyBlend(section, id, base) },
      { weight: 3, arbitrary: fc.constant(base) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    return fc.record({
      section: fc.constant(section),
      id: fc.constant(id),
      base: fc.oneof({ weight: 5, arbitrary: fc.constant<Body | null>(base) }, { weight: 1, arbitrary: fc.constant(null) }),
      draft: side,
      server: side,
    });
  }),
);

export const anyCompanyOfSides: fc.Arbitrary<readonly Sides[]> = fc.uniqueArray(anySides, { maxLength: 10, selector: getDraftKey });

export const draftsOf = (sides: readonly Sides[]): Drafts =>
  new Map(
    sides
      .filter(({ base, draft }) => base !== null || draft !== null)
      .map(({ section, id, base, draft }) => [getDraftKey({ section, id }), { section, id, base, draft, note: '' } as Draft]),
  );

export const entryOf = (section: GatewaySection, id: string, body: Body, revision = 1): ServerEntry => ({
  section,
  id,
  body,
  revision,
  updatedAt: '2026-11-24T00:00:00Z',
  updatedBy: '管理者',
});

export const serverOf = (entries: Iterable<ServerEntry>): ServerState =>
  createServerState({ readAt: '2026-11-24T00:00:00Z', complete: GATEWAY_SECTIONS, entries });

export const serverOfSides = (sides: readonly Sides[]): ServerState =>
  serverOf(sides.flatMap(({ section, id, server }) => (server === null ? [] : [entryOf(section, id, server)])));

export const TODAY = '2026-11-24';

/** Names of all objects that the generated sides refer to; one object of each kind is unknown. */
export const NAMES: PlanNames = {
  user: (id) => (id === '4' ? null : `人${id}`),
  organization: (id) => (id === 'o3' ? null : `組織${id}`),
  role: (id) => (id === 'r2' ? null : `ロール${id}`),
  route: (id) => (id === 'x3' ? null : `経路${id}`),
  serial: (id) => (id === 'x3' ? null : `連番${id}`),
};
export const inputOf = (drafts: Drafts, server: ServerState, more: Partial<PlanInput> = {}): PlanInput => ({
  drafts,
  server,
  resolutions: new Map(),
  ignored: [],
  secrets: [],
  today: TODAY,
  ...more,
});
export const makePlan = (input: PlanInput): Plan => runToEnd(createPlanInChunks(input));
/** Returns a decision about one difference of a field. */
export const resolve = (field: FieldChange, resolution: Resolution): ResolvedDifference => ({
  resolution,
  difference: formatDifference(field),
});
export const planFor = (sides: readonly Sides[], more: Partial<PlanInput> = {}): Plan =>
  makePlan(inputOf(draftsOf(sides), serverOfSides(sides), more));

/** Resolves every conflict of a plan with the same decision. */
export const resolveAll = (plan: Plan, resolution: Resolution): Resolutions =>
  new Map(
    plan.items.map((item) => [
      item.key,
      new Map(item.fields.filter(({ conflict }) => conflict).map((field) => [field.path, resolve(field, resolution)])),
    ]),
  );

export const objectItems = (plan: Plan): readonly ObjectItem[] => plan.items.filter((item): item is ObjectItem => item.secret === null);

/** Returns the server's state after some items were applied. */
export function applied(server: ServerState, items: readonly PlanItem[]): ServerState {
  const entries = new Map(server.entries);
  for (const item of items) {
    if (item.write === 'delete') entries.delete(item.key);
    if (item.write !== 'put' || item.target === null) continue;
    // Bodies are sent as JSON, so they are converted here as well.
    const body = JSON.parse(toStableJson(item.target)) as Body;
    entries.set(item.key, entryOf(item.section, item.id, body, item.ifRevision + 1));
  }
  return { ...server, entries };
}
