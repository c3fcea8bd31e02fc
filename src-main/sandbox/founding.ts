import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { FormObject } from '#shared/domain/drafts/drafts-form.ts';
import { createDemoCompany, type DemoCompany } from './company/company.ts';
import { demoConfiguration } from './company/configuration.ts';
import { type LaterEdit, laterEdits } from './company/later-edits.ts';
import { demoOrders } from './company/orders.ts';

/** What a new server starts with. The same for the same seed and day. */
export interface Founding {
  readonly company: DemoCompany;
  readonly configuration: readonly FormObject[];
  /** Newest first; made when somebody asks. */
  readonly orders: () => readonly ServerOrder[];
  /** What was changed since it was set up, oldest first. */
  readonly edits: readonly LaterEdit[];
}

/** `today` (`YYYY-MM-DD`) moves invitations and orders along, so that a demo does not age. */
export function found(seed: number, today: string): Founding {
  const company = createDemoCompany(seed, today);
  const configuration = demoConfiguration(company, today);
  return { company, configuration, orders: () => demoOrders(company, configuration, seed, today), edits: [] };
}

/** The same company where colleagues have been at work since: what a console prepared before does not know of it. */
export function foundWithColleagues(seed: number, today: string): Founding {
  const founding = found(seed, today);
  return { ...founding, edits: laterEdits(founding.company, founding.configuration, today) };
}
