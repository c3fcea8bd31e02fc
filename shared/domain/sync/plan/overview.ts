import { GATEWAY_SECTIONS, type GatewaySection } from '../gateway-section.ts';
import { type Phrase, phrase } from '../wording/phrase.ts';
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
export function groupsOf(items: readonly PlanItem[]): readonly PlanGroup[] {
  const groups = new Map<string, { kind: ItemKind; section: GatewaySection; items: PlanItem[] }>();
  for (const kind of ITEM_KINDS) for (const section of GATEWAY_SECTIONS) groups.set(`${kind} ${section}`, { kind, section, items: [] });
  for (const item of items) groups.get(`${item.kind} ${item.section}`)?.items.push(item);
  return [...groups.values()].filter((group) => group.items.length > 0);
}

/** The summary sentence: 申請経路を 2 件変更、請求書グループを 1 件追加します。 */
export function headline(plan: Plan, selection: Selection): Phrase {
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
    .map(({ section, kind, count }) => phrase(`plan.headline.${kind}`, { things: phrase(`plan.count.${section}`, { count }) }));
  if (secrets > 0) parts.push(phrase('plan.headline.secret'));
  return parts.length === 0 ? phrase('plan.headline.nothing') : phrase('plan.headline.sentence', { parts: { list: parts, more: 0 } });
}

/** The sentence about a section or object that cannot be planned. */
export const refusedSentence = ({ reason, section, drafts, id }: Plan['refused'][number]): Phrase =>
  phrase(`plan.refused.${reason}`, { section: phrase(`draft.section.${section}`), id: id ?? '', drafts });
