import type { BusinessCalendar } from '../../checkout/calendar.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { PeopleEffect } from '../plan/effect.ts';
import type { Plan } from '../plan/plan.ts';
import type { Selection } from '../plan/selection.ts';
import type { Staleness } from './stale.ts';

/** More than this is refused: above `count`, or above `percent` of what is there once it is more than `floor` things. */
export interface Limit {
  /** `null` = no limit. */
  readonly count: number | null;
  readonly percent: number | null;
  /** Up to this many never break the percentage: a third of three groups is one group. */
  readonly floor: number;
}

/** Days on which nothing is applied to a production server. */
export type FreezeWindow =
  /** Both days included, `YYYY-MM-DD`. */
  | { readonly kind: 'dates'; readonly name: string; readonly from: string; readonly to: string }
  /** Weekends, holidays and days off of the company. */
  | { readonly kind: 'non-business-days'; readonly name: string }
  /** The last `days` business days of every month. */
  | { readonly kind: 'month-end'; readonly name: string; readonly days: number }
  /** Outside these hours of a day in Japan, `HH:MM`, the end not included. */
  | { readonly kind: 'outside-hours'; readonly name: string; readonly from: string; readonly to: string };

export interface GuardPolicy {
  readonly deletions: Readonly<Record<GatewaySection, Limit>>;
  /** People who lose the right to order. */
  readonly people: Limit;
  readonly freeze: readonly FreezeWindow[];
  readonly reasonRequired: boolean;
  readonly approvalRequired: boolean;
}

/** What is known when the button is about to be pressed. */
export interface GuardFacts {
  readonly plan: Plan;
  readonly selection: Selection;
  readonly company: {
    readonly kind: 'production' | 'test' | 'demo';
    readonly readOnly: boolean;
    /** Epoch ms until which a production company is armed; `null` = it is not. */
    readonly armedUntil: number | null;
  };
  /** Epoch ms. */
  readonly now: number;
  readonly calendar: BusinessCalendar;
  readonly reason: string;
  /** `null` = no list of people is loaded, or the effect is not worked out yet. */
  readonly effect: PeopleEffect | null;
  /** From `staleness` with a newer reading; `null` = not asked again. */
  readonly staleness: Staleness | null;
  /** What became of the second administrator's approval: checked outside, against `sealText`. */
  readonly approval: 'none' | 'valid' | 'other-plan' | 'own-key' | 'unknown-key' | 'broken' | 'expired';
}

export const GUARD_IDS = [
  'source-complete',
  'source-not-empty',
  'fresh',
  'selected',
  'conflicts',
  'dependencies',
  'references',
  'deletions',
  'people',
  'freeze',
  'writable',
  'armed',
  'reason',
  'approval',
] as const;
export type GuardId = (typeof GUARD_IDS)[number];

/**
 * `ok`: what the guard asks for was looked at and holds. `not-applicable`: there is nothing here that it asks for, so nothing was looked
 * at. `blocked`: this plan is not applied as it is. `needs`: somebody has to do something first.
 */
export const GUARD_STATES = ['ok', 'not-applicable', 'blocked', 'needs'] as const;
export type GuardState = (typeof GUARD_STATES)[number];

/** Whether a guard with this answer keeps a plan back. */
export const keepsBack = (state: GuardState): boolean => state === 'blocked' || state === 'needs';

export interface GuardAnswer {
  readonly id: GuardId;
  readonly state: GuardState;
  /** Full key of the text: `guard.<id>.<state or what is special>`. */
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Keys of the items it is about; empty = the plan as a whole. */
  readonly keys: readonly string[];
}
