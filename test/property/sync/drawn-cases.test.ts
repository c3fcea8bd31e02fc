import fc from 'fast-check';
import { it } from 'vitest';
import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import { computeStaleness, listServerChanges } from '#shared/domain/sync/guards/stale.ts';
import { listManualEntryTasks } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { mergeConcurrentEdit } from '#shared/domain/sync/merge/merge-concurrent-edit.ts';
import { takeServerValue } from '#shared/domain/sync/merge/take-server-value.ts';
import { createPlanHeadline, groupPlanItems } from '#shared/domain/sync/plan/overview.ts';
import { listSealedCalls } from '#shared/domain/sync/plan/seal.ts';
import { createSealedItems } from '#shared/domain/sync/plan/sealed-item.ts';
import { selectAllPlanItems, selectPlanItems, unselectPlanItems } from '#shared/domain/sync/plan/select.ts';
import { createPlanSheet, listPlanSheetRows } from '#shared/domain/sync/plan/sheet.ts';
import { createCallIntent, reconcileOutcome } from '#shared/domain/sync/run.ts';
import { createUndoPlan, listLaterChanges } from '#shared/domain/sync/undo/undo.ts';
import { buildContentLines } from '#shared/domain/sync/wording/contents.ts';
import { describeFieldSide, describeItemField } from '#shared/domain/sync/wording/label.ts';
import {
  buildChangeLines,
  describeItemChange,
  listChangedAreas,
  toDonePhrase,
  toNeutralPhrase,
} from '#shared/domain/sync/wording/sentence.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';
import {
  anyCompanyOfSides,
  applied,
  draftsOf,
  entryOf,
  NAMES,
  objectItems,
  planFor,
  resolveAll,
  serverOfSides,
  TODAY,
} from '../../support/sync.ts';

const SECRET = { name: 'catalog-password', generation: 2, appliedGeneration: 1 } as const;
const anyCase = fc.record({
  sides: anyCompanyOfSides,
  later: anyCompanyOfSides,
  winner: fc.constantFrom(null, 'ours' as const, 'theirs' as const),
  hasSecret: fc.boolean(),
});

it('plans, describes and undoes the generated differences as before', async () => {
  await expectSameAnswers('plans', anyCase, 300, ({ sides, later, winner, hasSecret }) => {
    const resolutions = winner === null ? new Map() : resolveAll(planFor(sides), winner);
    const secrets = hasSecret ? [SECRET] : [];
    const drafts = draftsOf(sides);
    const server = serverOfSides(sides);
    const plan = planFor(sides, { secrets, resolutions });
    const all = selectAllPlanItems(plan);
    const items = objectItems(plan);
    const steps = items.map(({ section, id, server: was, target }) => ({
      kind: 'object' as const,
      section,
      id,
      before: was?.body ?? null,
      after: target,
    }));
    const then = applied(server, items);
    const taken = createUndoPlan(steps, { server: then, resolutions: new Map(), ignored: [], today: TODAY });
    return {
      plan,
      said: plan.items.map((item) => [
        describeItemChange(item, NAMES),
        toDonePhrase(describeItemChange(item, NAMES)),
        toNeutralPhrase(describeItemChange(item, NAMES)),
        listChangedAreas(item),
        buildChangeLines(item, NAMES),
        item.fields.map((field) => [
          describeItemField(item, field.path, NAMES),
          ...(['base', 'ours', 'before', 'after'] as const).map((side) => describeFieldSide(item, field, side, NAMES)),
        ]),
      ]),
      contents: items.map((item) => buildContentLines(item, NAMES)),
      overview: [groupPlanItems(plan.items), createPlanHeadline(plan, all)],
      chosen: plan.order.map((key) => [selectPlanItems(plan, new Set(), [key]), unselectPlanItems(plan, all, [key])]),
      rows: [...listPlanSheetRows(plan, all, NAMES)],
      sheet: createPlanSheet(plan, all, null, NAMES),
      sealed: [listSealedCalls(plan, all), createSealedItems(listSealedCalls(plan, all))],
      stale: [computeStaleness(plan, all, serverOfSides(later)), listServerChanges(server, serverOfSides(later))],
      byHand: listManualEntryTasks({ drafts, password: { generation: 2, entered: hasSecret ? 1 : 2 }, names: NAMES, today: TODAY }),
      outcomes: plan.items.flatMap((item) => {
        const intent = createCallIntent(item);
        return intent === null
          ? []
          : [reconcileOutcome(intent, server.entries.get(item.key) ?? null), reconcileOutcome(intent, then.entries.get(item.key) ?? null)];
      }),
      undone: [taken, taken.plan.items.map(({ fields }) => listLaterChanges(fields))],
      taken: sides.map(({ section, id, server: now }) => {
        const draft = drafts.get(getDraftKey({ section, id })) ?? null;
        const entry = now === null ? null : entryOf(section, id, now);
        return [
          takeServerValue({ section, id }, draft, entry, 'all'),
          takeServerValue({ section, id }, draft, entry, new Set(['/name', '/title'])),
        ];
      }),
      over: sides.map(({ section, base, draft, server: now }) => mergeConcurrentEdit(section, base, draft, now)),
    };
  });
});
