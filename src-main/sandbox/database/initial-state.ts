import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { FormObject } from '#shared/domain/drafts/drafts-form.ts';
import { createDemoCompany, type DemoCompany } from '../company/company.ts';
import { demoConfiguration } from '../company/configuration.ts';
import { type LaterEdit, laterEdits } from '../company/later-edits.ts';
import { demoOrders } from '../company/orders.ts';

/** Initial state of a server; equal for equal seed and day. */
export interface InitialState {
  readonly company: DemoCompany;
  readonly configuration: readonly FormObject[];
  /** Returns the orders, newest first; created on demand. */
  readonly orders: () => readonly ServerOrder[];
  /** Changes after the company was set up, oldest first. */
  readonly edits: readonly LaterEdit[];
}

/** Creates the state. `today` (`YYYY-MM-DD`) shifts invitations and orders, so that the demo stays current. */
export function initialState(seed: number, today: string): InitialState {
  const company = createDemoCompany(seed, today);
  const configuration = demoConfiguration(company, today);
  return { company, configuration, orders: () => demoOrders(company, configuration, seed, today), edits: [] };
}

/** Returns the same state with later edits by colleagues, which a console that connected earlier does not know. */
export function initialStateWithEdits(seed: number, today: string): InitialState {
  const initial = initialState(seed, today);
  return { ...initial, edits: laterEdits(initial.company, initial.configuration, today) };
}
