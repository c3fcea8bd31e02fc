import type { Section } from '#shared/domain/drafts/sections.ts';

/** The sections that are lists. */
export type ListSection = Exclude<Section, 'integration' | 'common_settings' | 'allowed_users'>;
