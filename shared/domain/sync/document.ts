import type { Body } from '../drafts/sections.ts';
import type { PeopleEffect, ReasonCount } from './effect.ts';
import type { Dependency, FieldChange, GatewaySection, ItemKind, PlanItem, Risk, RiskReason } from './item.ts';
import type { Phrase, PlanNames } from './phrase.ts';
import type { Plan, RefusedPart } from './plan.ts';
import { type SealedCall, sealedCalls } from './seal.ts';
import type { Selection } from './selection.ts';
import { fieldSentence, itemSentence } from './sentence.ts';

/** The file's own mark; a later form gets another version. */
export const PLAN_FORM = { format: 'tsunagi-plan', version: 1 } as const;

/** One difference as the file has it, with its sentence in the language of the file. */
export interface DocumentField extends Pick<FieldChange, 'path' | 'kind' | 'origin' | 'base' | 'ours' | 'before' | 'after' | 'conflict'> {
  readonly resolution: FieldChange['resolution'] | null;
  readonly sentence: string;
}

export interface DocumentItem {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly risk: Risk;
  readonly risks: readonly RiskReason[];
  readonly selected: boolean;
  readonly write: PlanItem['write'];
  readonly ifRevision: number;
  readonly sentence: string;
  readonly fields: readonly DocumentField[];
  readonly dependsOn: readonly Dependency[];
  /** As it stands on the server; `null` = not there. */
  readonly current: Body | null;
  readonly body: Body | null;
}

/** A plan as a file: what differs, what will be sent and in which order. Holds no secret. */
export interface PlanDocument {
  readonly format: typeof PLAN_FORM.format;
  readonly version: typeof PLAN_FORM.version;
  readonly profile: { readonly id: string; readonly name: string; readonly kind: 'production' | 'test' | 'demo' };
  readonly server: string;
  /** ISO 8601: when the server was read, and when the file was made. */
  readonly readAt: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly reason: string;
  readonly language: 'ja' | 'en';
  readonly items: readonly DocumentItem[];
  /** Exactly what will be sent, in this order; what an approval seals. */
  readonly calls: readonly SealedCall[];
  readonly refused: readonly RefusedPart[];
  /** `null` = it was not worked out. */
  readonly effect: {
    readonly readyBefore: number;
    readonly readyAfter: number;
    readonly gains: number;
    readonly loses: number;
    readonly lossReasons: readonly ReasonCount[];
    readonly gainReasons: readonly ReasonCount[];
  } | null;
}

export type DocumentHead = Pick<PlanDocument, 'profile' | 'server' | 'madeAt' | 'madeBy' | 'reason' | 'language'>;

/** The plan as a file. `textOf` puts a phrase into the language of the file. */
export function planDocument(
  plan: Plan,
  selection: Selection,
  head: DocumentHead,
  effect: PeopleEffect | null,
  names: PlanNames,
  textOf: (phrase: Phrase) => string,
): PlanDocument {
  const items = plan.items.map((item): DocumentItem => {
    const { key, section, id, name, kind, risk, risks, write, ifRevision, dependsOn, target } = item;
    const sentence = textOf(itemSentence(item, names));
    const fields = item.fields.map(({ resolution = null, ...field }): DocumentField => {
      const told =
        field.path === '' ? sentence : textOf(fieldSentence(item, resolution === null ? field : { ...field, resolution }, names));
      return { ...field, resolution, sentence: told };
    });
    return {
      key,
      section,
      id,
      name,
      kind,
      risk,
      risks,
      selected: selection.has(key),
      write,
      ifRevision,
      sentence,
      fields,
      dependsOn,
      current: item.server?.body ?? null,
      body: target,
    };
  });
  return {
    ...PLAN_FORM,
    ...head,
    readAt: plan.server.readAt,
    items,
    calls: sealedCalls(plan, selection),
    refused: plan.refused,
    effect:
      effect === null
        ? null
        : {
            readyBefore: effect.readyBefore,
            readyAfter: effect.readyAfter,
            gains: effect.gains.length,
            loses: effect.loses.length,
            lossReasons: effect.lossReasons,
            gainReasons: effect.gainReasons,
          },
  };
}
