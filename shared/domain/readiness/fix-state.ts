// A file of its own: an address names these states, and every window reads addresses before anything else.

/** What became of an address that was adopted. `overtaken`: the value is now something else. `lost`: the person is gone. */
export const FIX_STATES = ['adopted', 'written', 'arrived', 'overtaken', 'lost'] as const;
export type FixState = (typeof FIX_STATES)[number];
