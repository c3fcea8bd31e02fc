import type { Section } from '../drafts/sections.ts';

/** Sections that are planned: the Amazon groups are only noted in the console (docs/gateway.md). */
export type GatewaySection = Exclude<Section, 'amazon_groups'>;

/** In the order in which they are told; the order of work is `order.ts`. */
export const GATEWAY_SECTIONS = [
  'routes',
  'serials',
  'invoice_groups',
  'integration',
  'common_settings',
  'allowed_users',
] as const satisfies readonly GatewaySection[];

export const isGatewaySection = (section: string): section is GatewaySection => (GATEWAY_SECTIONS as readonly string[]).includes(section);
