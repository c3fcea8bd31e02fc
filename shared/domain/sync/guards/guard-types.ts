import type { BusinessCalendar } from '../../checkout/calendar.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { PeopleEffect } from '../plan/effect.ts';
import type { Plan } from '../plan/plan.ts';
import type { Selection } from '../plan/selection.ts';
import type { Staleness } from './stale.ts';

/** A limit for changes: an absolute number (`count`) and a percentage of the total (`percent`), which both apply. */
export interface ChangeLimit {
  /** Maximum number; `null` = no limit. */
  readonly count: number | null;
  readonly percent: number | null;
  /** Number up to which the percentage does not apply: a third of three groups is one group. */
  readonly floor: number;
}

/** Periods in which nothing is applied to a production server. */
export type FreezeWindow =
  /** From the first to the last day, both included, `YYYY-MM-DD`. */
  | { readonly kind: 'dates'; readonly name: string; readonly from: string; readonly to: string }
  /** Weekends, holidays and days off of the company. */
  | { readonly kind: 'non-business-days'; readonly name: string }
  /** The last `days` business days of every month. */
  | { readonly kind: 'month-end'; readonly name: string; readonly days: number }
  /** All times except these hours of a day in Japan, `HH:MM`; the end is not included. */
  | { readonly kind: 'outside-hours'; readonly name: string; readonly from: string; readonly to: string };

export interface GuardPolicy {
  readonly deletions: Readonly<Record<GatewaySection, ChangeLimit>>;
  /** Limit for people who lose permission to order. */
  readonly people: ChangeLimit;
  readonly freeze: readonly FreezeWindow[];
  readonly reasonRequired: boolean;
  readonly approvalRequired: boolean;
}

/** Facts at the time of applying on which guards depend. */
export interface GuardFacts {
  readonly plan: Plan;
  readonly selection: Selection;
  readonly company: {
    readonly kind: 'production' | 'test' | 'demo';
    readonly readOnly: boolean;
    /** Time until which applying to a production company is unlocked, epoch ms; `null` = locked. */
    readonly armedUntil: number | null;
  };
  /** Present time, epoch ms. */
  readonly now: number;
  readonly calendar: BusinessCalendar;
  readonly reason: string;
  /** `null`: there is no list of people, or the effect is not computed yet. */
  readonly effect: PeopleEffect | null;
  /** Result of `staleness` with a newer read; `null` if the server was not read again. */
  readonly staleness: Staleness | null;
  /** Result of checking the second administrator's approval against `formatSealText`. */
  readonly approval: 'none' | 'valid' | 'other-plan' | 'own-approval' | 'own-key' | 'unknown-key' | 'broken' | 'expired';
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

/** True if a guard in this state prevents applying. */
export const preventsApply = (state: GuardState): boolean => state === 'blocked' || state === 'needs';

export interface GuardResult {
  readonly id: GuardId;
  readonly state: GuardState;
  /** Message key: `guard.<id>.<state or variant>`. */
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Keys of the items concerned; empty = the whole plan. */
  readonly keys: readonly string[];
}
