import { CALLS, type CallName } from '#shared/contract/calls.ts';

/** Every call of the contract. */
export const CALL_NAMES = Object.keys(CALLS) as readonly CallName[];
