import { formatDayNumber, getTokyoDay } from '#shared/domain/checkout/days.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { type Drafts, findDraft } from '#shared/domain/drafts/draft.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import { findLastIssued, type LastIssued, pickLaterIssued } from '#shared/domain/serials/last-issued.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import type { CompanySource } from '../company-source.ts';
import type { OrderCache } from '../orders/order-cache.ts';
import { POLICY_KEYS } from '../policies.ts';

type Entered = Readonly<Record<string, Pick<LastIssued, 'value' | 'day'>>>;

/** The last number issued by each numbering rule, entered by hand or, for the rule of Amazon's orders, read from orders. */
export class LastIssuedNumbers {
  readonly #source: CompanySource;
  readonly #orders: OrderCache;
  #common: { readonly drafts: Drafts; readonly serialId: string | null } | null = null;
  #read: { readonly orders: readonly ServerOrder[]; readonly serial: Serial; readonly last: LastIssued | null } | null = null;

  constructor(source: CompanySource, orders: OrderCache) {
    this.#source = source;
    this.#orders = orders;
  }

  /**
   * Returns the last issued number, the later one of the entered number and that of the orders; `null` = unknown. Orders without decided
   * requests are not sufficient, because a decided request may have a later number.
   */
  of(id: string, serial: Serial): LastIssued | null {
    const entered = this.#entered()[id];
    if (entered === undefined && !(this.numbersOrders(id) && this.#orders.tellsPast())) return null;
    return pickLaterIssued(serial, entered === undefined ? null : { ...entered, source: 'entered' }, this.#fromOrders(id, serial));
  }

  /** Saves an entered number; `null` deletes it. */
  enter(id: string, last: Pick<LastIssued, 'value' | 'day'> | null): void {
    const { [id]: _, ...others } = this.#entered();
    const kept = last === null ? others : { ...others, [id]: last };
    this.#source.file().changePolicy(POLICY_KEYS.lastIssued, Object.keys(kept).length === 0 ? null : kept);
  }

  /** Whether Amazon's orders use this rule, because the common settings name it. */
  numbersOrders(id: string): boolean {
    const { drafts } = this.#source.file().drafts.state();
    if (this.#common?.drafts !== drafts) {
      const common = findDraft(drafts, { section: 'common_settings', id: 'common_settings' })?.draft as Bodies['common_settings'] | null;
      this.#common = { drafts, serialId: common?.serialId ?? null };
    }
    return this.#common.serialId === id;
  }

  #entered(): Entered {
    return (this.#source.file().policy(POLICY_KEYS.lastIssued) as Entered | null) ?? {};
  }

  #fromOrders(id: string, serial: Serial): LastIssued | null {
    if (!this.numbersOrders(id)) return null;
    const orders = this.#orders.all();
    if (this.#read?.orders !== orders || this.#read.serial !== serial) {
      const issued = orders.map(({ number, requestedAt }) => ({ number, day: formatDayNumber(getTokyoDay(Date.parse(requestedAt))) }));
      this.#read = { orders, serial, last: this.#asRead(findLastIssued(serial, issued)) };
    }
    return this.#read.last;
  }

  /** Adds the day of the order read, up to which the number is known to be the last; not if only pending requests were read. */
  #asRead(last: LastIssued | null): LastIssued | null {
    const asOf = this.#orders.tellsPast() ? this.#orders.readOn() : null;
    return last === null || asOf === null || asOf <= last.day ? last : { ...last, asOf };
  }
}
