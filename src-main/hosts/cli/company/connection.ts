import { styleText } from 'node:util';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { GroupwareLayer, LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { buildReasonArguments, type ReasonFormatters } from '#shared/messages/reason-arguments.ts';
import { withoutPageTitle } from '#shared/messages/server-text.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { testAmazonBusiness } from '../../../amazon/business/business-test.ts';
import { toServerDestinationId } from '../../../company/connections/secret-destination-ids.ts';
import { testGroupware } from '../../../groupware/layers.ts';
import type { CommandCompany } from './command-company.ts';

/** Tests the connection to a company's groupware as its window does: each layer once, in order. Reads only, and stores nothing. */
export async function* testConnection({ company, within }: CommandCompany): AsyncGenerator<LayerResult<GroupwareLayer>> {
  const { demo, value, network } = await within(async ({ session, secretService, networkService }) => {
    const demoServer = company.kind === 'demo' ? (await session.demo()).access : null;
    const place = toServerDestinationId(company.serverAddress);
    const key = demoServer?.accessKey ?? (place === null ? null : await secretService.read('access-key', place));
    return { demo: demoServer, value: key, network: networkService };
  });
  const address = demo?.address ?? company.serverAddress ?? '';
  const basic = demo === null && address !== '' ? await network.basic(address) : null;
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  try {
    const layers = testGroupware({
      address,
      key: value === null ? { kind: 'none' } : { kind: 'key', value },
      basic: basic === null ? { kind: 'none' } : { kind: 'basic', ...basic },
      plainHttp: await network.plainHttp(),
      networkFor: network.groupwareNetworkFor,
      signal,
      now: Date.now,
    });
    for await (const layer of layers) yield { ...layer, reasons: layer.reasons.map(withoutPageTitle) };
  } catch (error) {
    throw signal.aborted ? new ExpectedError('server-timeout', { address, phase: 'answer' }) : error;
  }
}

/** Tests the connection to the company's directory or to the Amazon Business API like `testConnection`. */
export async function* testOtherConnection(
  { within }: CommandCompany,
  connection: 'directory' | 'amazon-business',
): AsyncGenerator<LayerResult> {
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  try {
    if (connection === 'directory') {
      yield* (await within(({ directoryService }) => directoryService.adapter())).testLayers(signal);
      return;
    }
    const { secrets, ...access } = await within(({ amazonBusinessService }) => amazonBusinessService.access());
    const { clientSecret, refreshToken } = secrets;
    yield* testAmazonBusiness({
      ...access,
      clientSecret: { kind: 'value', value: clientSecret },
      refreshToken: { kind: 'value', value: refreshToken },
      signal,
    });
  } catch (error) {
    throw signal.aborted ? new ExpectedError('server-timeout', { address: connection, phase: 'answer' }) : error;
  }
}

/** Time limit in milliseconds, so that a scheduler does not wait for a server that never responds. */
const MAX_WAIT_MS = 300_000;
/** Returns the symbol of a state, colored if standard output is a terminal with colors. */
export function formatStateSymbol<S extends string>(marks: Readonly<Record<S, string>>, state: S): string {
  const colour = COLOURS[state];
  return colour === undefined ? marks[state] : styleText(colour, marks[state], { stream: process.stdout });
}

const COLOURS: Readonly<Record<string, 'green' | 'yellow' | 'red'>> = { ok: 'green', passed: 'green', warning: 'yellow', failed: 'red' };
export const LAYER_SYMBOLS = { passed: 'ok     ', warning: 'warning', failed: 'FAILED ', skipped: '-      ' } as const;

/** Formats a layer as lines: name and time, then what happened, why, and the next step of each reason. */
export function formatLayer({ layer, state, milliseconds, reasons }: LayerResult, translate: Translate): string {
  const time = state === 'skipped' ? '' : `  ${milliseconds} ms`;
  const words: ReasonFormatters = {
    date: (iso) => iso.slice(0, 10),
    field: (key) => translate.phrase(`field.neo-users.${key}`),
    list: (items) => items.join(', '),
  };
  const lines = reasons.flatMap((reason) =>
    (['what', 'why', 'next'] as const).map(
      (part) => `         ${translate(`connection.reason.${reason.id}.${part}`, buildReasonArguments(reason, words))}`,
    ),
  );
  return [`  ${translate(`connection.layer.${layer}.name`)}${time}`, ...lines, ''].join('\n');
}
