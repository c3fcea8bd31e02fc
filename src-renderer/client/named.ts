import { create } from 'zustand';
import type { CallInput, CallName } from '#shared/contract/calls.ts';
import type { CallOptions } from '#shared/contract/client.ts';
import type { Transport } from './transport.ts';

/** The open request for the operator's name; `answer` receives whether a name was entered. `null` = no request. */
export const useOperatorNameRequest = create<{ readonly answer: ((given: boolean) => void) | null }>(() => ({ answer: null }));

let asking: Promise<boolean> | null = null;

/** Several actions may wait for the same dialog. */
const ask = (): Promise<boolean> => {
  asking ??= new Promise<boolean>((resolve) => useOperatorNameRequest.setState({ answer: resolve })).finally(() => {
    asking = null;
    useOperatorNameRequest.setState({ answer: null });
  });
  return asking;
};

/** Wraps a transport: a call refused for a missing operator name opens the dialog and is repeated. */
export const wrapWithNameRequest = (client: Transport): Transport => ({
  ...client,
  async call<N extends CallName>(name: N, input: CallInput<N>, options?: CallOptions) {
    const result = await client.call(name, input, options);
    if (result.ok || result.error.code !== 'operator-unnamed') return result;
    // A new request id is used, because the caller may have aborted the first one.
    return (await ask()) ? client.call(name, input, { company: options?.company }) : result;
  },
});
