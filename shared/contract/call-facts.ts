import type { CallFacts } from './call/define.ts';
import { CALLS, type CallName } from './calls.ts';

/**
 * Facts of all calls without their schemas. Builds replace this file by its result (`vite.config.ts`), because the schemas of the contract
 * are a tenth of the window's size and take a tenth of a second at the start of a host, and only the application's thread parses with them.
 */
export const CALL_FACTS = Object.fromEntries(
  Object.entries(CALLS).map(([name, { input: _input, output: _output, ...facts }]) => [name, facts]),
) as Readonly<Record<CallName, CallFacts>>;
