/** An order as read from Amazon's order reports. Texts are verbatim; `''` = the report does not contain the value. */
export interface AmazonOrder {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly orderedAt: string;
  /** Amazon's word; the specification lists no complete set. */
  readonly status: string;
  readonly purchaseOrderNumber: string;
  readonly buyerName: string;
  readonly buyerEmail: string;
  readonly group: string;
  /** Total in yen; `null` if unknown or in another currency. */
  readonly amount: number | null;
}

/** Period of order dates covered by a reading, and when it was read. ISO 8601 UTC. */
export interface AmazonOrderPeriod {
  readonly from: string;
  readonly to: string;
  readonly readAt: string;
}
