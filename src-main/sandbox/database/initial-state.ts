import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { DraftsFileObject } from '#shared/domain/drafts/drafts-form.ts';
import { createDemoCompany, type DemoCompany } from '../company/company.ts';
import { createDemoConfiguration } from '../company/configuration.ts';
import { createLaterEdits, type LaterEdit } from '../company/later-edits.ts';
import { createDemoOrders } from '../company/orders.ts';

/** Initial state of a server; equal for equal seed and day. */
export interface InitialState {
  readonly company: DemoCompany;
  readonly configuration: readonly DraftsFileObject[];
  /** Returns the orders, newest first; created on demand. */
  readonly orders: () => readonly ServerOrder[];
  /** Changes after the company was set up, oldest first. */
  readonly edits: readonly LaterEdit[];
}

/** Creates the state. `today` (`YYYY-MM-DD`) shifts invitations and orders, so that the demo stays current. */
export function createInitialState(seed: number, today: string): InitialState {
  const company = createDemoCompany(seed, today);
  const configuration = createDemoConfiguration(company, today);
  return { company, configuration, orders: () => createDemoOrders(company, configuration, seed, today), edits: [] };
}

/** Returns the same state with later edits by colleagues, which a console that connected earlier does not know. */
export function createInitialStateWithEdits(seed: number, today: string): InitialState {
  const initial = createInitialState(seed, today);
  return { ...initial, edits: createLaterEdits(initial.company, initial.configuration, today) };
}
