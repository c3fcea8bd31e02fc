import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDraftChanges, applyDraftCommand, type DraftCommand } from '#shared/domain/drafts/commands.ts';
import { type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { createRebasedDraft, rebaseAfterApply } from '#shared/domain/sync/merge/rebase-after-apply.ts';
import type { ObjectItem } from '#shared/domain/sync/plan/item.ts';
import { selectAllPlanItems, selectPlanItems } from '#shared/domain/sync/plan/select.ts';
import { type AppliedStep, createCallIntent, reconcileOutcome } from '#shared/domain/sync/run.ts';
import { isSameBody } from '#shared/domain/sync/same.ts';
import type { ServerState } from '#shared/domain/sync/server-state.ts';
import { createUndoPlan, listLaterChanges } from '#shared/domain/sync/undo/undo.ts';
import { anyCommand } from '../../support/drafts.ts';
import {
  anyBlend,
  anyCompanyOfSides,
  anySides,
  applied,
  entryOf,
  inputOf,
  makePlan,
  objectItems,
  planFor,
  resolveAll,
  serverOf,
  serverOfSides,
} from '../../support/sync.ts';
import { factsOfBody, mergeObject } from '../../support/sync-model.ts';

const anyWinner = fc.constantFrom('ours' as const, 'theirs' as const);
const stepOf = ({ section, id, server, target }: ObjectItem): AppliedStep => ({
  kind: 'object',
  section,
  id,
  before: server?.body ?? null,
  after: target,
});
const sameServer = (a: ServerState, b: ServerState): boolean =>
  a.entries.size === b.entries.size &&
  [...a.entries].every(([key, { section, body }]) => isSameBody(section, body, b.entries.get(key)?.body ?? null));

describe('undo', () => {
  it('restores the state before the run, and then finds nothing left to undo', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        const before = serverOfSides(sides);
        const plan = planFor(sides, { resolutions: resolveAll(planFor(sides), 'ours') });
        const items = objectItems(plan).filter(({ write }) => write !== 'none');
        const after = applied(before, items);
        const steps = items.map(stepOf);
        const undo = createUndoPlan(steps, inputOf(new Map(), after));
        expect(undo.plan.items.map(({ key }) => key).sort()).toEqual(items.map(({ key }) => key).sort());
        expect(undo.plan.items.every(({ kind, fields }) => kind !== 'conflict' && listLaterChanges(fields).length === 0)).toBe(true);
        const back = applied(after, undo.plan.items);
        expect(sameServer(back, before)).toBe(true);
        const again = createUndoPlan(steps, inputOf(new Map(), back));
        expect(again.plan.order).toEqual([]);
        expect([...again.undone].sort()).toEqual(steps.map((step) => (step.kind === 'object' ? getDraftKey(step) : '')).sort());
      }),
      { numRuns: 400 },
    );
  });

  it('keeps later changes by others, and reports them', () => {
    const anyLater = anySides.chain((sides) =>
      fc.record({
        sides: fc.constant(sides),
        later: sides.draft === null ? fc.constant(null) : anyBlend(sides.section, sides.id, sides.draft),
      }),
    );
    fc.assert(
      fc.property(anyLater, ({ sides, later }) => {
        const [item] = objectItems(planFor([sides]));
        if (item === undefined || item.write !== 'put' || item.target === null || later === null) return;
        const { section, id } = sides;
        const now = serverOf([entryOf(section, id, later, 9)]);
        const { plan } = createUndoPlan([stepOf(item)], inputOf(new Map(), now));
        const resolved = createUndoPlan([stepOf(item)], inputOf(new Map(), now, { resolutions: resolveAll(plan, 'theirs') })).plan;
        const [undo] = objectItems(resolved);
        const before = item.server?.body ?? null;
        const expected = mergeObject(factsOfBody(item.target), factsOfBody(before), factsOfBody(later), 'theirs');
        const end = applied(now, resolved.items).entries.get(item.key)?.body ?? null;
        expect(toStableJson(factsOfBody(end) ?? null)).toBe(toStableJson(expected ?? null));
        if (undo !== undefined && isSameBody(section, later, item.target)) expect(listLaterChanges(undo.fields)).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('a call whose answer never came', () => {
  it('is found done if it was done, not done if it was not, and foreign if another user made it', () => {
    fc.assert(
      fc.property(anySides, anySides, (sides, other) => {
        const server = serverOfSides([sides]);
        const [item] = objectItems(planFor([sides], { resolutions: resolveAll(planFor([sides]), 'ours') }));
        const intent = item === undefined ? null : createCallIntent(item);
        if (item === undefined || intent === null) return;
        const current = (state: ServerState) => state.entries.get(item.key) ?? null;
        expect(reconcileOutcome(intent, current(server))).toBe('not-done');
        expect(reconcileOutcome(intent, current(applied(server, [item])))).toBe('done');
        const foreign = other.section === sides.section ? other.server : null;
        if (foreign !== null && !isSameBody(sides.section, foreign, item.target))
          expect(reconcileOutcome(intent, entryOf(sides.section, sides.id, foreign, item.ifRevision + 5))).toBe('other-changed');
        if (intent.write === 'put' && item.ifRevision > 0) expect(reconcileOutcome(intent, null)).toBe('other-changed');
      }),
      { numRuns: 1_000 },
    );
  });
});

type Act =
  | { readonly kind: 'edit'; readonly admin: number; readonly command: DraftCommand }
  | { readonly kind: 'apply'; readonly admin: number; readonly winner: 'ours' | 'theirs'; readonly ticked: number };
const anyAdmin = fc.nat({ max: 2 });
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), admin: anyAdmin, command: anyCommand }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('apply' as const), admin: anyAdmin, winner: anyWinner, ticked: fc.nat() }) },
);

/** Three consoles and one server. */
class Company {
  server: ServerState;
  readonly consoles: Drafts[];

  constructor(server: ServerState) {
    this.server = server;
    const first = new Map(
      [...server.entries].map(([key, { section, id, body }]) => [key, { section, id, base: body, draft: body, note: '' }]),
    ) as unknown as Drafts;
    this.consoles = [first, first, first];
  }

  edit(admin: number, command: DraftCommand): void {
    const drafts = this.consoles[admin] as Drafts;
    this.consoles[admin] = applyDraftChanges(drafts, applyDraftCommand(drafts, command).changes);
  }

  /** Plans, resolves conflicts, applies and reads back; compares the server with the reference model. */
  apply(admin: number, winner: 'ours' | 'theirs', ticked: number): void {
    const drafts = this.consoles[admin] as Drafts;
    const resolutions = resolveAll(makePlan(inputOf(drafts, this.server)), winner);
    const plan = makePlan(inputOf(drafts, this.server, { resolutions }));
    const some = plan.order.filter((_, at) => ((ticked >> (at % 16)) & 1) === 0);
    const { selection } = selectPlanItems(plan, new Set(), ticked === 0 ? selectAllPlanItems(plan) : some);
    const before = this.server;
    const written = objectItems(plan).filter(({ key }) => selection.has(key));
    this.server = applied(before, written);
    const body = (state: ServerState, key: string): Body | null => state.entries.get(key)?.body ?? null;
    const next = new Map(drafts);
    for (const item of objectItems(plan)) {
      const { key, write } = item;
      const expected = selection.has(key)
        ? mergeObject(factsOfBody(item.base), factsOfBody(item.draft), factsOfBody(body(before, key)), winner)
        : factsOfBody(body(before, key));
      expect(toStableJson(factsOfBody(body(this.server, key)) ?? null)).toBe(toStableJson(expected ?? null));
      if (write !== 'none' && !selection.has(key)) continue;
      const draft = drafts.get(key) ?? null;
      const settled = createRebasedDraft(item, draft, rebaseAfterApply(item, draft, body(this.server, key)));
      if (settled === null) next.delete(key);
      else next.set(key, settled);
    }
    this.consoles[admin] = next;
  }
}

describe('three administrators', () => {
  it('converge to one state, for any edits and applies in between', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, fc.array(anyAct, { maxLength: 30 }), (start, acts) => {
        const company = new Company(serverOfSides(start));
        for (const act of acts) {
          if (act.kind === 'edit') company.edit(act.admin, act.command);
          else company.apply(act.admin, act.winner, act.ticked);
        }
        for (const admin of [0, 1, 2]) company.apply(admin, 'theirs', 0);
        const settled = company.server;
        for (const admin of [0, 1, 2]) company.apply(admin, 'theirs', 0);
        // No administrator overwrites another's change again.
        expect(company.server.entries).toEqual(settled.entries);
        for (const drafts of company.consoles) {
          expect(makePlan(inputOf(drafts, company.server)).items).toEqual([]);
          for (const { section, id, draft } of drafts.values())
            if (section !== 'amazon_groups')
              expect(isSameBody(section, draft, company.server.entries.get(getDraftKey({ section, id }))?.body ?? null)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
