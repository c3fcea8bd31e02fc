import type { OrderFilter, OrderSort } from './orders.ts';

/** Filter and sort order for pending requests, most urgent first. Separate from the schemas, which the window does not load. */
export const PENDING_ORDERS: OrderFilter = { states: ['pending'], dangers: [], route: null, approver: null, lastDay: null, search: '' };
export const SORT_BY_DANGER: OrderSort = { by: 'danger', descending: false };
