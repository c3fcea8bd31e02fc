/** Sections of the settings, in the order in which they are listed. */
export const SETTINGS_SECTIONS = ['display', 'company', 'matching', 'rules', 'watch', 'secrets', 'handover', 'members', 'support'] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];
