import fc from 'fast-check';
import { it } from 'vitest';
import { keyOf } from '#shared/domain/drafts/draft.ts';
import { changesBetween, staleness } from '#shared/domain/sync/guards/stale.ts';
import { manualEntryTasks } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { mergeConcurrentEdit } from '#shared/domain/sync/merge/merge-concurrent-edit.ts';
import { takeServerValue } from '#shared/domain/sync/merge/take-server-value.ts';
import { groupsOf, headline } from '#shared/domain/sync/plan/overview.ts';
import { sealedCalls } from '#shared/domain/sync/plan/seal.ts';
import { sealedItems } from '#shared/domain/sync/plan/sealed-item.ts';
import { everything, select, unselect } from '#shared/domain/sync/plan/select.ts';
import { planRows, planSheet } from '#shared/domain/sync/plan/sheet.ts';
import { intentOf, reconcile } from '#shared/domain/sync/run.ts';
import { changedSince, undoPlan } from '#shared/domain/sync/undo/undo.ts';
import { contentLines } from '#shared/domain/sync/wording/contents.ts';
import { labelPhrase, sidePhrase } from '#shared/domain/sync/wording/label.ts';
import { areasOf, changeLines, donePhrase, itemSentence, plainPhrase } from '#shared/domain/sync/wording/sentence.ts';
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
    const all = everything(plan);
    const items = objectItems(plan);
    const steps = items.map(({ section, id, server: was, target }) => ({
      kind: 'object' as const,
      section,
      id,
      before: was?.body ?? null,
      after: target,
    }));
    const then = applied(server, items);
    const taken = undoPlan(steps, { server: then, resolutions: new Map(), ignored: [], today: TODAY });
    return {
      plan,
      said: plan.items.map((item) => [
        itemSentence(item, NAMES),
        donePhrase(itemSentence(item, NAMES)),
        plainPhrase(itemSentence(item, NAMES)),
        areasOf(item),
        changeLines(item, NAMES),
        item.fields.map((field) => [
          labelPhrase(item, field.path, NAMES),
          ...(['base', 'ours', 'before', 'after'] as const).map((side) => sidePhrase(item, field, side, NAMES)),
        ]),
      ]),
      contents: items.map((item) => contentLines(item, NAMES)),
      overview: [groupsOf(plan.items), headline(plan, all)],
      chosen: plan.order.map((key) => [select(plan, new Set(), [key]), unselect(plan, all, [key])]),
      rows: [...planRows(plan, all, NAMES)],
      sheet: planSheet(plan, all, null, NAMES),
      sealed: [sealedCalls(plan, all), sealedItems(sealedCalls(plan, all))],
      stale: [staleness(plan, all, serverOfSides(later)), changesBetween(server, serverOfSides(later))],
      byHand: manualEntryTasks({ drafts, password: { generation: 2, entered: hasSecret ? 1 : 2 }, names: NAMES, today: TODAY }),
      outcomes: plan.items.flatMap((item) => {
        const intent = intentOf(item);
        return intent === null
          ? []
          : [reconcile(intent, server.entries.get(item.key) ?? null), reconcile(intent, then.entries.get(item.key) ?? null)];
      }),
      undone: [taken, taken.plan.items.map(({ fields }) => changedSince(fields))],
      taken: sides.map(({ section, id, server: now }) => {
        const draft = drafts.get(keyOf({ section, id })) ?? null;
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
