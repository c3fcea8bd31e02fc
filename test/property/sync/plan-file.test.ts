import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePlan, getApprovalHashes } from '#main/app/approval/plan-review.ts';
import { type ParsedPlanDocument, parsePlanDocument } from '#main/company/plan/plan-document-file.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { createPlanDocument, type DocumentEffect, type DocumentHead, formatDisplayedPlan } from '#shared/domain/sync/plan/document.ts';
import type { PeopleEffect } from '#shared/domain/sync/plan/effect.ts';
import { listSealedCalls } from '#shared/domain/sync/plan/seal.ts';
import { getCallKey } from '#shared/domain/sync/plan/sealed-item.ts';
import { selectAllPlanItems } from '#shared/domain/sync/plan/select.ts';
import { isSameBody } from '#shared/domain/sync/same.ts';
import { formatExactValue } from '#shared/domain/sync/wording/exact-text.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { anyCompanyOfSides, NAMES, planFor, resolveAll, type Sides } from '../../support/sync.ts';

const SECRET = { name: 'catalog-password', generation: 2, appliedGeneration: 1 } as const;
const HEAD: DocumentHead = {
  company: { id: 'p', name: '会社', kind: 'test' },
  server: 'https://neo.example.co.jp/',
  madeAt: '2026-11-24T01:00:00Z',
  madeBy: '管理者',
  reason: '',
  language: 'ja',
};
const EFFECT: PeopleEffect = {
  readyBefore: 10,
  readyAfter: 9,
  notCheckedBefore: 0,
  notCheckedAfter: 0,
  inScopeBefore: 12,
  inScopeAfter: 12,
  gains: [],
  loses: [3],
  lossReasons: [{ reason: 'not-allowed', people: 1 }],
  gainReasons: [],
  disallowed: [3],
  allowed: [],
  unsure: [],
};

const RUNS = Number(process.env['PLAN_FILE_RUNS'] ?? 40);

const japanese = createTexts('ja');
/** Creates a plan with all items selected and all conflicts resolved, and its file. */
function written(sides: readonly Sides[]) {
  const first = planFor(sides, { secrets: [SECRET] });
  const plan = planFor(sides, { secrets: [SECRET], resolutions: resolveAll(first, 'ours') });
  const document = createPlanDocument(plan, selectAllPlanItems(plan), HEAD, EFFECT, NAMES, (said) => formatPhrase(said, japanese));
  return { plan, text: JSON.stringify(document) };
}

/** Returns the complete content of a plan file as shown to a person. */
const shownOf = (read: ParsedPlanDocument) => {
  const { digest: _, file: __, ...shown } = describePlan(read, { offset: 0, limit: 10_000, language: 'ja' }, null);
  return shown;
};

/** Returns `null` if the file is refused. */
function readOrRefused(text: string): ParsedPlanDocument | null {
  try {
    return parsePlanDocument(JSON.parse(text), 'plan.json');
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectedError);
    expect(['plan-file-invalid', 'plan-file-altered']).toContain((error as ExpectedError).failure.code);
    return null;
  }
}

type Tree = null | boolean | number | string | Tree[] | { [name: string]: Tree };

/** Returns every position in a value, as a container and a key. */
function placesOf(tree: Tree, places: { holder: Tree[] | { [name: string]: Tree }; name: string }[] = []) {
  if (typeof tree !== 'object' || tree === null) return places;
  for (const name of Object.keys(tree)) {
    places.push({ holder: tree, name });
    placesOf((tree as { [name: string]: Tree })[name] as Tree, places);
  }
  return places;
}

const anyScalar = fc.oneof(
  fc.constantFrom<Tree>(null, true, false, 0, 1, 2, '', '購買', 'https://evil.example/', 'x1', '1', 'o1', 'low', 'change', 'put', 'delete'),
  fc.string(),
  fc.nat(),
  fc.constant<Tree>([]),
  fc.constant<Tree>({}),
) as fc.Arbitrary<Tree>;
const anyMutation = fc.record({
  at: fc.nat(),
  other: fc.nat(),
  how: fc.constantFrom('replace', 'copy', 'drop', 'add', 'double', 'swap'),
  value: anyScalar,
  name: fc.constantFrom('note', 'password', 'body', 'sentence', '__proto__', 'constructor'),
});
const anyMutations = fc.array(anyMutation, { minLength: 1, maxLength: 3 });
type Mutation = typeof anyMutation extends fc.Arbitrary<infer T> ? T : never;

/** Changes one position of a file: a text, a number, an item, an order, a field, or an unknown field. */
function mutate(tree: Tree, { at, other, how, value, name: added }: Mutation): void {
  const places = placesOf(tree);
  const [place, from] = [places[at % places.length], places[other % places.length]];
  if (place === undefined || from === undefined) return;
  const { holder, name } = place;
  const own = holder as { [name: string]: Tree };
  const copy = structuredClone((from.holder as { [name: string]: Tree })[from.name] as Tree);
  if (how === 'replace') own[name] = value;
  else if (how === 'copy') own[name] = copy;
  else if (how === 'drop') Array.isArray(holder) ? holder.splice(Number(name), 1) : delete own[name];
  else if (how === 'double' && Array.isArray(holder)) holder.splice(Number(name), 0, structuredClone(own[name] as Tree));
  else if (how === 'swap' && Array.isArray(holder)) holder.push(...holder.splice(Number(name), 1));
  else if (how === 'add' && !Array.isArray(holder))
    Object.defineProperty(own, added, { value, enumerable: true, configurable: true, writable: true });
}

/** Timeout for tests that render each file as text several times. */
const LONG = { timeout: 120_000 };

describe('a plan file', LONG, () => {
  it('is read unchanged, and its approval covers exactly the plan it was written from', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        const { plan, text } = written(sides);
        const read = parsePlanDocument(JSON.parse(text), 'plan.json');
        expect(read.document.calls).toEqual(JSON.parse(JSON.stringify(listSealedCalls(plan, selectAllPlanItems(plan)))));
        expect(read.items.map(({ item }) => item.key)).toEqual(read.document.calls.map(getCallKey));
        const own = formatDisplayedPlan(plan, selectAllPlanItems(plan), HEAD, EFFECT, NAMES);
        const { shown } = getApprovalHashes(read.document);
        expect(shown).toBe(getApprovalHashes({ ...read.document, madeBy: 'x', madeAt: 'x' }).shown);
        // The displayed text includes the effect on people.
        for (const effect of [null, { ...EFFECT, readyAfter: 8, loses: [3, 4], lossReasons: [{ reason: 'not-allowed', people: 2 }] }])
          expect(formatDisplayedPlan(plan, selectAllPlanItems(plan), HEAD, effect as PeopleEffect | null, NAMES)).not.toBe(own);
        if (Object.keys(read.document.names.user).length > 0)
          expect(formatDisplayedPlan(plan, selectAllPlanItems(plan), HEAD, EFFECT, { ...NAMES, user: () => '別人' })).not.toBe(own);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused, or shows exactly what would be applied, after any change to it', () => {
    let refused = 0;
    fc.assert(
      fc.property(anyCompanyOfSides, fc.array(anyMutations, { minLength: 8, maxLength: 8 }), (sides, attempts) => {
        const { text } = written(sides);
        const before = parsePlanDocument(JSON.parse(text), 'plan.json');
        for (const mutations of attempts) {
          const tree = JSON.parse(text) as Tree;
          for (const mutation of mutations) mutate(tree, mutation);
          const read = readOrRefused(JSON.stringify(tree));
          if (read === null) refused++;
          else expectTold(before, read);
        }
      }),
      { numRuns: RUNS },
    );
    // Most changes must be refused.
    expect(refused).toBeGreaterThan(RUNS * 4);
  });

  it('shows a different plan if someone replaced calls and their texts consistently', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, anyCompanyOfSides, (sides, others) => {
        const [one, again, other] = [sides, sides, others].map((each) =>
          parsePlanDocument(JSON.parse(written(each).text), 'plan.json'),
        ) as [ParsedPlanDocument, ParsedPlanDocument, ParsedPlanDocument];
        expectTold(one, other);
        expect(shownOf(again)).toEqual(shownOf(one));
        expectTold(one, again);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it('is refused with counts that do not fit each other', () => {
    const { text } = written([]);
    const changed = (change: Partial<DocumentEffect>) => {
      const document = JSON.parse(text) as { effect: DocumentEffect };
      return readOrRefused(JSON.stringify({ ...document, effect: { ...document.effect, ...change } }));
    };
    expect(changed({})).not.toBeNull();
    for (const change of [{ loses: 0 }, { readyAfter: 10 }, { gains: 1 }, { lossReasons: [] }]) expect(changed(change)).toBeNull();
  });
});

/** Expects files with the same displayed text to make the same calls, and files with the same seal to have the same displayed text. */
function expectTold(one: ParsedPlanDocument, other: ParsedPlanDocument): void {
  const [shown, otherShown] = [shownOf(one), shownOf(other)];
  const written = ({ document }: ParsedPlanDocument) =>
    document.calls.map(({ section, id, write, body }) => ({ section, id, write, body }));
  const isShownAlike = JSON.stringify(shown) === JSON.stringify(otherShown);
  if (isShownAlike) {
    const calls = written(other);
    // The text lists the riskiest items first; only within a rank does it follow the order of the calls.
    for (const call of written(one)) {
      const same = calls.find(({ section, id }) => section === call.section && id === call.id);
      expect(same?.write).toBe(call.write);
      expect(isSameBody(call.section, same?.body ?? null, call.body)).toBe(true);
    }
    expect(calls).toHaveLength(shown.total);
  }
  const [seals, otherSeals] = [getApprovalHashes(one.document), getApprovalHashes(other.document)];
  if (seals.seal === otherSeals.seal && seals.shown === otherSeals.shown) {
    const { madeAt: _, madeBy: __, readAt: ___, ...rest } = shown;
    expect(otherShown).toMatchObject(rest);
  }
  if (seals.file === otherSeals.file) expect(isShownAlike).toBe(true);
}

describe('a value as it is shown', () => {
  it('differs from every other value of its kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(formatExactValue(a) === formatExactValue(b)).toBe(a === b);
        expect(formatExactValue(a)).not.toMatch(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u);
      }),
      { numRuns: 2_000 },
    );
  });
});
