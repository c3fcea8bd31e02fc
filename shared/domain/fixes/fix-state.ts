// Separate from `fixes.ts`, because URLs contain these states and every window parses them at startup.

/** The result of an adopted fix. `overtaken`: the value is now something else. `lost`: the person no longer exists. */
export const FIX_STATES = ['adopted', 'written', 'arrived', 'overtaken', 'lost'] as const;
export type FixState = (typeof FIX_STATES)[number];
