import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { FormObject } from '#shared/domain/drafts/drafts-form.ts';
import { createDemoCompany, type DemoCompany } from '../company/company.ts';
import { demoConfiguration } from '../company/configuration.ts';
import { type LaterEdit, laterEdits } from '../company/later-edits.ts';
import { demoOrders } from '../company/orders.ts';

/** State of a new server, the same for the same seed and day. */
export interface InitialState {
  readonly company: DemoCompany;
  readonly configuration: readonly FormObject[];
  /** Newest first; created on demand. */
  readonly orders: () => readonly ServerOrder[];
  /** Changes since the set-up, oldest first. */
  readonly edits: readonly LaterEdit[];
}

/** `today` (`YYYY-MM-DD`) moves invitations and orders along, so that a demo does not age. */
export function initialState(seed: number, today: string): InitialState {
  const company = createDemoCompany(seed, today);
  const configuration = demoConfiguration(company, today);
  return { company, configuration, orders: () => demoOrders(company, configuration, seed, today), edits: [] };
}

/** The same company with later edits by colleagues, unknown to an earlier console. */
export function initialStateWithEdits(seed: number, today: string): InitialState {
  const initial = initialState(seed, today);
  return { ...initial, edits: laterEdits(initial.company, initial.configuration, today) };
}
