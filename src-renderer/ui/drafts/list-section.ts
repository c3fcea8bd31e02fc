import type { Section } from '#shared/domain/drafts/sections.ts';

/** Sections that contain lists of objects. */
export type ListSection = Exclude<Section, 'integration' | 'common_settings' | 'allowed_users'>;
