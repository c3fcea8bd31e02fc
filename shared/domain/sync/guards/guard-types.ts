import type { BusinessCalendar } from '../../checkout/calendar.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { PeopleEffect } from '../plan/effect.ts';
import type { Plan } from '../plan/plan.ts';
import type { Selection } from '../plan/selection.ts';
import type { Staleness } from './stale.ts';

/** Refused above `count`, or above `percent` of the total if it is more than `floor`. */
export interface Limit {
  /** `null` = no limit. */
  readonly count: number | null;
  readonly percent: number | null;
  /** Up to this many never exceed the percentage: a third of three groups is one group. */
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
  /** People who lose permission to order. */
  readonly people: Limit;
  readonly freeze: readonly FreezeWindow[];
  readonly reasonRequired: boolean;
  readonly approvalRequired: boolean;
}

/** Facts at the time of applying. */
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
  /** `null` = no list of people, or not computed yet. */
  readonly effect: PeopleEffect | null;
  /** From `staleness` with a newer read; `null` = not read again. */
  readonly staleness: Staleness | null;
  /** Result of checking the second administrator's approval against `sealText`. */
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
 * `ok`: checked and satisfied. `not-applicable`: nothing to check. `blocked`: this plan cannot be applied. `needs`: an action is required
 * first.
 */
export const GUARD_STATES = ['ok', 'not-applicable', 'blocked', 'needs'] as const;
export type GuardState = (typeof GUARD_STATES)[number];

/** Whether a guard in this state prevents applying. */
export const preventsApply = (state: GuardState): boolean => state === 'blocked' || state === 'needs';

export interface GuardAnswer {
  readonly id: GuardId;
  readonly state: GuardState;
  /** Full text key: `guard.<id>.<state or variant>`. */
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Keys of the items it is about; empty = the plan as a whole. */
  readonly keys: readonly string[];
}
