import type { CallFacts } from './call/define.ts';
import { CALLS, type CallName } from './calls.ts';

/**
 * What every call is, without its shapes. The builds write the facts themselves in place of this file (`vite.config.ts`): all schemas of the
 * contract are a tenth of the window and a tenth of a second at the start of a host, and only the application's thread parses with them.
 */
export const CALL_FACTS = Object.fromEntries(
  Object.entries(CALLS).map(([name, { input: _input, output: _output, ...facts }]) => [name, facts]),
) as Readonly<Record<CallName, CallFacts>>;
