import { create } from 'zustand';
import type { CallInput, CallName } from '#shared/contract/calls.ts';
import type { Transport } from './transport.ts';

/** A change that reached the host when another company was open, and was not made; with the words typed for it. */
export interface Astray {
  readonly meantFor: string;
  readonly typed: string;
}

export const useAstray = create<{ readonly astray: Astray | null }>(() => ({ astray: null }));

export const putAstrayAway = (): void => useAstray.setState({ astray: null });

/** The words a person typed into a refused change; `''` where it was a choice. */
export function typedIn(input: object): string {
  const { text, person, command } = input as { text?: string; person?: string; command?: { note?: string; edit?: { fields?: object } } };
  const fields = Object.values(command?.edit?.fields ?? {}).filter((value): value is string => typeof value === 'string');
  return text ?? person ?? command?.note ?? fields.join('\n');
}

/** The same transport; what it refuses because another company is open is kept for `useAstray`: whoever asked may be gone from the screen. */
export const watchAstray = (client: Transport): Transport => ({
  ...client,
  async call<N extends CallName>(name: N, input: CallInput<N>, callId?: string) {
    const result = await client.call(name, input, callId);
    if (!result.ok && result.error.code === 'profile-switched' && 'meantFor' in input)
      useAstray.setState({ astray: { meantFor: String(input.meantFor), typed: typedIn(input) } });
    return result;
  },
});
