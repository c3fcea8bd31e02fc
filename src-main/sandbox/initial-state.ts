import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { FormObject } from '#shared/domain/drafts/drafts-form.ts';
import { createDemoCompany, type DemoCompany } from './company/company.ts';
import { demoConfiguration } from './company/configuration.ts';
import { type LaterEdit, laterEdits } from './company/later-edits.ts';
import { demoOrders } from './company/orders.ts';

/** What a new server starts with. The same for the same seed and day. */
export interface InitialState {
  readonly company: DemoCompany;
  readonly configuration: readonly FormObject[];
  /** Newest first; made when somebody asks. */
  readonly orders: () => readonly ServerOrder[];
  /** What was changed since it was set up, oldest first. */
  readonly edits: readonly LaterEdit[];
}

/** `today` (`YYYY-MM-DD`) moves invitations and orders along, so that a demo does not age. */
export function initialState(seed: number, today: string): InitialState {
  const company = createDemoCompany(seed, today);
  const configuration = demoConfiguration(company, today);
  return { company, configuration, orders: () => demoOrders(company, configuration, seed, today), edits: [] };
}

/** The same company where colleagues have been at work since: what a console prepared before does not know of it. */
export function initialStateWithEdits(seed: number, today: string): InitialState {
  const initial = initialState(seed, today);
  return { ...initial, edits: laterEdits(initial.company, initial.configuration, today) };
}
