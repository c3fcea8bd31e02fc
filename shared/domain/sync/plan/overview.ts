import { GATEWAY_SECTIONS, type GatewaySection } from '../gateway-section.ts';
import { itemPhrase } from '../wording/label.ts';
import { type Phrase, phrase } from '../wording/phrase.ts';
import { ITEM_KINDS, type ItemKind, isSelectable, type PlanItem, RISKS, type Risk } from './item.ts';
import type { Plan } from './plan.ts';
import type { Selection, SelectionEffect } from './selection.ts';

export interface PlanTotals {
  readonly items: number;
  /** Items that can be applied. */
  readonly selectable: number;
  readonly byKind: Readonly<Record<ItemKind, number>>;
  readonly bySection: Readonly<Record<GatewaySection, number>>;
  readonly byRisk: Readonly<Record<Risk, number>>;
  /** Fields in conflict that nobody has decided. */
  readonly open: number;
}

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;

export function totalsOf(items: readonly PlanItem[]): PlanTotals {
  const byKind = zeros(ITEM_KINDS);
  const bySection = zeros(GATEWAY_SECTIONS);
  const byRisk = zeros(RISKS);
  let [selectable, open] = [0, 0];
  for (const item of items) {
    byKind[item.kind]++;
    bySection[item.section]++;
    byRisk[item.risk]++;
    if (isSelectable(item)) selectable++;
    for (const { conflict, resolution } of item.fields) if (conflict && resolution === undefined) open++;
  }
  return { items: items.length, selectable, byKind, bySection, byRisk, open };
}

/** What of a plan is shown. Left out or empty = everything. */
export interface PlanFilter {
  readonly kinds?: readonly ItemKind[];
  readonly sections?: readonly GatewaySection[];
  readonly risks?: readonly Risk[];
  readonly selected?: boolean;
  /** Words that all have to be in an item's text. */
  readonly search?: string;
}

/** Text as it is compared when searching: widths, kana and capitals do not count. */
export const foldedText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** The items that fit, in their order. `textOf` is what is searched: the item's sentences as the reader sees them. Linear. */
export function filterItems(
  items: readonly PlanItem[],
  { kinds = [], sections = [], risks = [], selected, search = '' }: PlanFilter,
  selection: Selection,
  textOf: (item: PlanItem) => string,
): readonly PlanItem[] {
  const words = foldedText(search)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return items.filter((item) => {
    if (kinds.length > 0 && !kinds.includes(item.kind)) return false;
    if (sections.length > 0 && !sections.includes(item.section)) return false;
    if (risks.length > 0 && !risks.includes(item.risk)) return false;
    if (selected !== undefined && selection.has(item.key) !== selected) return false;
    if (words.length === 0) return true;
    const text = foldedText(textOf(item));
    return words.every((word) => text.includes(word));
  });
}

/** A stretch of the list under one heading: a kind of item in a section; conflicts first. */
export interface PlanGroup {
  readonly kind: ItemKind;
  readonly section: GatewaySection;
  readonly items: readonly PlanItem[];
}

/** The items by kind in the order of `ITEM_KINDS`, then by section. Every item is in one group. */
export function groupsOf(items: readonly PlanItem[]): readonly PlanGroup[] {
  const groups = new Map<string, { kind: ItemKind; section: GatewaySection; items: PlanItem[] }>();
  for (const kind of ITEM_KINDS) for (const section of GATEWAY_SECTIONS) groups.set(`${kind} ${section}`, { kind, section, items: [] });
  for (const item of items) groups.get(`${item.kind} ${item.section}`)?.items.push(item);
  return [...groups.values()].filter((group) => group.items.length > 0);
}

/** What will happen in a sentence: 申請経路を 2 件変更、請求書グループを 1 件追加します。 */
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

/** Why an item was ticked or unticked along with another. */
export function alongSentence(plan: Plan, { key, for: other, because }: SelectionEffect, ticked: boolean): Phrase {
  const named = (one: string): Phrase => {
    const item = plan.byKey.get(one);
    return item === undefined ? phrase('plan.value.unknown', { id: one }) : itemPhrase(item);
  };
  return phrase(`plan.along.${ticked ? 'on' : 'off'}`, {
    object: named(key),
    other: named(other),
    because: phrase(`plan.because.${because}`),
  });
}

/** Something of which no plan can be made. */
export const refusedSentence = ({ reason, section, drafts, id }: Plan['refused'][number]): Phrase =>
  phrase(`plan.refused.${reason}`, { section: phrase(`draft.section.${section}`), id: id ?? '', drafts });
