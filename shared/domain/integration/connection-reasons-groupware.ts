import type { ReasonKind } from './reason-kind.ts';

/** What goes wrong with the groupware server once it is reached. */
export const GROUPWARE_REASONS = {} as const satisfies Record<string, ReasonKind>;
