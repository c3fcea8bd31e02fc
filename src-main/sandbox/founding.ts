import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { FormObject } from '#shared/domain/drafts/workspace-form.ts';
import { createDemoCompany, type DemoCompany } from './company/company.ts';
import { demoConfiguration } from './company/configuration.ts';
import { demoOrders } from './company/orders.ts';

/** What a new server starts with. The same for the same seed and day. */
export interface Founding {
  readonly company: DemoCompany;
  readonly configuration: readonly FormObject[];
  /** Newest first. */
  readonly orders: readonly ServerOrder[];
}

/** `today` (`YYYY-MM-DD`) moves invitations and orders along, so that a demo does not age. */
export function found(seed: number, today: string): Founding {
  const company = createDemoCompany(seed, today);
  const configuration = demoConfiguration(company, today);
  return { company, configuration, orders: demoOrders(company, configuration, seed, today) };
}
