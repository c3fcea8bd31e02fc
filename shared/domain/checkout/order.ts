/** Order requests (承認を依頼) as read from the groupware. Plain data. */

/** State of a request: pending, decided, or withdrawn by the applicant. */
export type OrderState = 'pending' | 'approved' | 'rejected' | 'cancelled';
export const ORDER_STATES = ['pending', 'approved', 'rejected', 'cancelled'] as const satisfies readonly OrderState[];

/** The route step at which a pending request waits. */
export interface OrderStep {
  /** Position in the route, starting at 1; `count` is the number of steps. */
  readonly index: number;
  readonly count: number;
  readonly name: string;
  /** Current approvers as resolved by the server, with names in the same order. Empty if there is none. */
  readonly approverIds: readonly string[];
  readonly approverNames: readonly string[];
  /** When the request reached this step, ISO 8601; `null` if unknown. */
  readonly since: string | null;
}

export interface ServerOrder {
  readonly id: string;
  /** Number from the serial; `''` if none. */
  readonly number: string;
  readonly title: string;
  readonly state: OrderState;
  /** Time of 承認を依頼, which starts Amazon's price lock; ISO 8601 with offset or Z. */
  readonly requestedAt: string;
  /** Time of the decision; `null` while pending. */
  readonly decidedAt: string | null;
  readonly applicantId: string;
  readonly applicantName: string;
  readonly routeId: string;
  readonly routeName: string;
  /** `null` after the decision. */
  readonly step: OrderStep | null;
  /** Total in yen; `null` if unknown. */
  readonly amount: number | null;
}
