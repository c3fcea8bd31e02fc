/** What became of an address that was adopted. `overtaken`: the value is now something else. `lost`: the person is gone. */
export const FIX_STATES = ['adopted', 'written', 'arrived', 'overtaken', 'lost'] as const;
export type FixState = (typeof FIX_STATES)[number];
