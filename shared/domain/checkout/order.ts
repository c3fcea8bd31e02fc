/** An order request (承認を依頼) as the groupware tells of it: read only, plain data. */

/** Where a request stands: waiting for somebody, decided, or taken back by its applicant. */
export type OrderState = 'pending' | 'approved' | 'rejected' | 'cancelled';
export const ORDER_STATES = ['pending', 'approved', 'rejected', 'cancelled'] as const satisfies readonly OrderState[];

/** The step of the route a pending request waits at. */
export interface OrderStep {
  /** Place in the route, 1 and up; `count` is how many steps there are. */
  readonly index: number;
  readonly count: number;
  readonly name: string;
  /** Who may act now, as the server resolved them; names in the same order. Empty when nobody can. */
  readonly approverIds: readonly string[];
  readonly approverNames: readonly string[];
  /** When the request came to this step, ISO 8601; `null` when the server does not tell. */
  readonly since: string | null;
}

export interface ServerOrder {
  readonly id: string;
  /** The number the serial gave it; `''` when it has none. */
  readonly number: string;
  readonly title: string;
  readonly state: OrderState;
  /** 承認を依頼: the moment Amazon's price lock begins; ISO 8601 with offset or Z. */
  readonly requestedAt: string;
  /** When it was approved, rejected or cancelled; `null` while pending. */
  readonly decidedAt: string | null;
  readonly applicantId: string;
  readonly applicantName: string;
  readonly routeId: string;
  readonly routeName: string;
  /** `null` once decided. */
  readonly step: OrderStep | null;
  /** Total in yen; `null` when the server does not tell. */
  readonly amount: number | null;
}
