import type { Section } from '../drafts/sections.ts';

/** Sections that are planned. Amazon groups are only recorded in the console (docs/gateway.md). */
export type GatewaySection = Exclude<Section, 'amazon_groups'>;

/** In display order; the order of work is in `order-of-work.ts`. */
export const GATEWAY_SECTIONS = [
  'routes',
  'serials',
  'invoice_groups',
  'integration',
  'common_settings',
  'allowed_users',
] as const satisfies readonly GatewaySection[];

export const isGatewaySection = (section: string): section is GatewaySection => (GATEWAY_SECTIONS as readonly string[]).includes(section);
