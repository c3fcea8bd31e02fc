import { toStableJson } from '../../drafts/stable-json.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { Phrase, PlanNames } from '../wording/phrase.ts';
import { countPossibleLosses, type PeopleEffect, type ReasonCount } from './effect.ts';
import type { FieldChange, ItemKind, PlanItem, Risk, RiskReason } from './item.ts';
import type { Plan, RefusedPart } from './plan.ts';
import { listSealedCalls, type SealContext, type SealedCall } from './seal.ts';
import {
  combineRisks,
  createNamesFromTable,
  createSealedItems,
  createSealedSentences,
  type NameTable,
  RequestedNames,
  type SealedItem,
} from './sealed-item.ts';
import type { Selection } from './selection.ts';

/** Format marker of the file; later formats have another version. */
export const PLAN_FILE_FORMAT = { format: 'tsunagi-plan', version: 2 } as const;

/** One change of a call, with its sentence in the file's language. */
export interface DocumentField extends Pick<FieldChange, 'path' | 'kind' | 'before' | 'after'> {
  readonly sentence: string;
}

/** One call as text. Everything except `risks` can be derived from the call and the names. */
export interface DocumentItem {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly risk: Risk;
  /** Risks of the call itself, and perhaps others from the rest of the plan. */
  readonly risks: readonly RiskReason[];
  readonly sentence: string;
  readonly fields: readonly DocumentField[];
}

/** A difference that is not sent. */
export interface UnsentDocumentItem extends Pick<PlanItem, 'key' | 'section' | 'id' | 'name' | 'kind'> {}

export type DocumentTotals = Readonly<Record<'create' | 'change' | 'delete' | 'secret', number>>;

export interface DocumentEffect {
  readonly readyBefore: number;
  readonly readyAfter: number;
  /** Number of people without a known closed gate but with an unchecked one. */
  readonly notCheckedBefore: number;
  readonly notCheckedAfter: number;
  readonly gains: number;
  readonly loses: number;
  /** Number of people who may lose permission; omitted if equal to `loses`, as in files of older versions. */
  readonly mayLose?: number | undefined;
  readonly lossReasons: readonly ReasonCount[];
  readonly gainReasons: readonly ReasonCount[];
}

/** A plan as a file: the calls in order, and their description. Contains no secret. */
export interface PlanDocument {
  readonly format: typeof PLAN_FILE_FORMAT.format;
  readonly version: typeof PLAN_FILE_FORMAT.version;
  readonly company: { readonly id: string; readonly name: string; readonly kind: 'production' | 'test' | 'demo' };
  readonly server: string;
  /** Times of the server read and of the file, ISO 8601. */
  readonly readAt: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly reason: string;
  readonly language: 'ja' | 'en';
  /** The calls to send, in this order. */
  readonly calls: readonly SealedCall[];
  /** Names of the ids in the calls. */
  readonly names: NameTable;
  /** Descriptions of the calls, in the same order. */
  readonly items: readonly DocumentItem[];
  readonly totals: DocumentTotals;
  readonly left: readonly UnsentDocumentItem[];
  readonly refused: readonly RefusedPart[];
  /** `null` if the effect was not computed. */
  readonly effect: DocumentEffect | null;
}

export type DocumentHead = Pick<PlanDocument, 'company' | 'server' | 'madeAt' | 'madeBy' | 'reason' | 'language'>;

/** The part of a document that describes the calls. */
type ItemTexts = Pick<PlanDocument, 'items' | 'names' | 'totals'>;

/** Creates the file of a plan. `textOf` formats a phrase in the file's language. */
export function createPlanDocument(
  plan: Plan,
  selection: Selection,
  head: DocumentHead,
  effect: PeopleEffect | null,
  names: PlanNames,
  textOf: (phrase: Phrase) => string,
): PlanDocument {
  const calls = listSealedCalls(plan, selection);
  return {
    ...PLAN_FILE_FORMAT,
    ...head,
    readAt: plan.server.readAt,
    calls,
    ...itemTexts(itemsOfPlan(calls), names, (key) => plan.byKey.get(key)?.risks ?? [], textOf),
    left: plan.items
      .filter(({ key }) => !selection.has(key))
      .map(({ key, section, id, name, kind }): UnsentDocumentItem => ({ key, section, id, name, kind })),
    refused: plan.refused,
    effect: effectOf(effect),
  };
}

function itemsOfPlan(calls: readonly SealedCall[]): readonly SealedItem[] {
  const items = createSealedItems(calls);
  if (items === null) throw new Error('a plan makes calls that no plan would make');
  return items;
}

const effectOf = (effect: PeopleEffect | null): DocumentEffect | null =>
  effect === null
    ? null
    : {
        readyBefore: effect.readyBefore,
        readyAfter: effect.readyAfter,
        notCheckedBefore: effect.notCheckedBefore,
        notCheckedAfter: effect.notCheckedAfter,
        gains: effect.gains.length,
        loses: effect.loses.length,
        ...(countPossibleLosses(effect) === effect.loses.length ? {} : { mayLose: countPossibleLosses(effect) }),
        lossReasons: effect.lossReasons,
        gainReasons: effect.gainReasons,
      };

function itemTexts(
  sealed: readonly SealedItem[],
  names: PlanNames,
  risksOf: (key: string) => readonly RiskReason[],
  textOf: (phrase: Phrase) => string,
): ItemTexts {
  const asked = new RequestedNames(names);
  const totals = { create: 0, change: 0, delete: 0, secret: 0 };
  const items = sealed.map((one): DocumentItem => {
    const { key, section, id, name, kind, risks } = one.item;
    const sentences = createSealedSentences(one, asked.names);
    totals[kind as keyof typeof totals]++;
    return {
      key,
      section,
      id,
      name,
      kind,
      ...combineRisks(risks, risksOf(key)),
      sentence: textOf(sentences.item),
      fields: one.fields.map(({ path, kind: change, before, after }, at) => ({
        path,
        kind: change,
        before,
        after,
        sentence: textOf(sentences.fields[at] as Phrase),
      })),
    };
  });
  return { items, names: asked.table(), totals };
}

/** The items of a file whose texts and counts match its calls; otherwise `null`. Texts are compared in the file's language. */
export function parseDocumentItems(document: PlanDocument, textOf: (phrase: Phrase) => string): readonly SealedItem[] | null {
  const sealed = createSealedItems(document.calls);
  if (sealed === null || !isPossible(document.effect)) return null;
  const claimed = new Map(document.items.map(({ key, risks }) => [key, risks]));
  const { items, names, totals } = itemTexts(sealed, createNamesFromTable(document.names), (key) => claimed.get(key) ?? [], textOf);
  const isAsComputed = toStableJson({ items, names, totals }) === toStableJson(only(document, ['items', 'names', 'totals']));
  return isAsComputed ? sealed : null;
}

const only = <T, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>;

/** True if the counts of people are consistent. */
function isPossible(effect: DocumentEffect | null): boolean {
  if (effect === null) return true;
  const sum = (reasons: readonly ReasonCount[]): number => reasons.reduce((all, { people }) => all + people, 0);
  const { gains, loses, gainReasons, lossReasons } = effect;
  if ((effect.mayLose ?? loses) < loses) return false;
  const [before, after] = [effect.readyBefore + effect.notCheckedBefore, effect.readyAfter + effect.notCheckedAfter];
  return after === before + gains - loses && sum(gainReasons) === gains && sum(lossReasons) === loses;
}

/**
 * The displayed content besides the calls, for hashing: names, risks, effect on people. The console that applies the plan creates the same
 * text from its own plan, so that an approval is valid only for the content that was displayed.
 */
export const formatDisplayedContent = ({
  company,
  server,
  names,
  items,
  totals,
  effect,
}: SealContext & ItemTexts & Pick<PlanDocument, 'effect'>): string =>
  toStableJson({
    format: 'tsunagi-shown',
    version: 1,
    company: only(company, ['id', 'name', 'kind']),
    server,
    names,
    risks: items.map(({ key, risks }) => [key, ...risks]),
    totals,
    effect,
  });

/** `formatDisplayedContent` for a plan, without creating its file. */
export function formatDisplayedPlan(
  plan: Plan,
  selection: Selection,
  about: SealContext,
  effect: PeopleEffect | null,
  names: PlanNames,
): string {
  const items = itemsOfPlan(listSealedCalls(plan, selection));
  const part = itemTexts(
    items,
    names,
    (key) => plan.byKey.get(key)?.risks ?? [],
    () => '',
  );
  return formatDisplayedContent({ ...about, ...part, effect: effectOf(effect) });
}
