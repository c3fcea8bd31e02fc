import { GATEWAY_SECTIONS, type GatewaySection } from '../gateway-section.ts';
import { createPhrase, type Phrase } from '../wording/phrase.ts';
import { ITEM_KINDS, type ItemKind, type PlanItem } from './item.ts';
import type { Plan } from './plan.ts';
import type { Selection } from './selection.ts';

/** Items of one kind and section, shown under one heading. */
export interface PlanGroup {
  readonly kind: ItemKind;
  readonly section: GatewaySection;
  readonly items: readonly PlanItem[];
}

/** Groups the items by kind in the order of `ITEM_KINDS`, then by section. Every item is in one group. */
export function groupPlanItems(items: readonly PlanItem[]): readonly PlanGroup[] {
  const groups = new Map<string, { kind: ItemKind; section: GatewaySection; items: PlanItem[] }>();
  for (const kind of ITEM_KINDS) for (const section of GATEWAY_SECTIONS) groups.set(`${kind} ${section}`, { kind, section, items: [] });
  for (const item of items) groups.get(`${item.kind} ${item.section}`)?.items.push(item);
  return [...groups.values()].filter((group) => group.items.length > 0);
}

/** The summary sentence: 申請経路を 2 件変更、請求書グループを 1 件追加します。 */
export function createPlanHeadline(plan: Plan, selection: Selection): Phrase {
  const counts = new Map<string, { readonly section: GatewaySection; readonly kind: ItemKind; count: number }>();
  let secrets = 0;
  for (const { key, section, kind, write } of plan.items) {
    if (!selection.has(key) || write === 'none') continue;
    if (write === 'secret') {
      secrets++;
      continue;
    }
    const sort = `${section} ${kind}`;
    const known = counts.get(sort);
    if (known) known.count++;
    else counts.set(sort, { section, kind, count: 1 });
  }
  const place = ({ section, kind }: { readonly section: GatewaySection; readonly kind: ItemKind }): number =>
    GATEWAY_SECTIONS.indexOf(section) * ITEM_KINDS.length + ITEM_KINDS.indexOf(kind);
  const parts = [...counts.values()]
    .sort((a, b) => place(a) - place(b))
    .map(({ section, kind, count }) => createPhrase(`plan.headline.${kind}`, { things: createPhrase(`plan.count.${section}`, { count }) }));
  if (secrets > 0) parts.push(createPhrase('plan.headline.secret'));
  return parts.length === 0
    ? createPhrase('plan.headline.nothing')
    : createPhrase('plan.headline.sentence', { parts: { list: parts, more: 0 } });
}

/** The sentence about a section or object that cannot be planned. */
export const createRefusedSentence = ({ reason, section, drafts, id }: Plan['refused'][number]): Phrase =>
  createPhrase(`plan.refused.${reason}`, { section: createPhrase(`draft.section.${section}`), id: id ?? '', drafts });
