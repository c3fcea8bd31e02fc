import type { CallOptions, Transport, TransportAnswer } from '#main/groupware/transport.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

type Body = Readonly<Record<string, unknown>>;

/** A connection to a server that answers each call as a test specifies, and records the calls. */
interface ScriptedTransport extends Transport {
  readonly asked: (Body & { readonly module: string })[];
}

/** Returns the failure that the transport returns when the gateway refuses a call. */
export const refusedBy = (errorno: number, body: Body = {}, params: Readonly<Record<string, string>> = {}): TransportAnswer => ({
  kind: 'refused',
  failure: new ExpectedError('server-refused', { address: 'neo.example', errorno, detail: '', field: '', ...params }),
  body,
});

/** Calls `onItem` for each item of `list` if the caller asked for single items. */
export function createScriptedTransport(
  answer: (parameters: Readonly<Record<string, string>>, options: CallOptions) => TransportAnswer | Body,
): ScriptedTransport {
  const asked: ScriptedTransport['asked'] = [];
  return {
    address: 'https://neo.example/cgi-bin/dneo/dneo.cgi',
    asked,
    async call(module, parameters, options) {
      asked.push({ module, ...parameters });
      const given = answer(parameters, options);
      const response: TransportAnswer =
        typeof given['kind'] === 'string' ? (given as TransportAnswer) : { kind: 'ok', body: given as Body, date: null };
      if (options.onItem !== undefined && response.kind === 'ok')
        for (const item of response.body['list'] as unknown[]) options.onItem(item);
      return response;
    },
    invalidAnswer: (why, sample) => new ExpectedError('server-answer-invalid', { address: 'neo.example', why, detail: sample }),
    close: async () => undefined,
  };
}
