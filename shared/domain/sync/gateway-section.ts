import type { Section } from '../drafts/sections.ts';

/** Sections that are planned. Amazon groups are only recorded in the console (docs/gateway.md). */
export type GatewaySection = Exclude<Section, 'amazon_groups'>;

/** Sections in display order. `order-of-work.ts` defines the order of work. */
export const GATEWAY_SECTIONS = [
  'routes',
  'serials',
  'invoice_groups',
  'integration',
  'common_settings',
  'allowed_users',
] as const satisfies readonly GatewaySection[];

export const isGatewaySection = (section: string): section is GatewaySection => (GATEWAY_SECTIONS as readonly string[]).includes(section);
