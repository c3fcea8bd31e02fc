import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { isNeoModule } from '#shared/domain/integration/web-addresses/neo-address.ts';
import type { PlainHttp } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { type Credentials, DIRECT, type Network } from '../network/network.ts';
import { createGatewayClient, describeGateway } from './gateway-client.ts';
import type { Groupware } from './groupware.ts';
import { type Clock, NEO_PACING, type Pacing, systemClock } from './pacing.ts';
import { otherEnding, parseServerAddress, type ServerAddress, type ServerPlace } from './server-address.ts';
import { createStockNeoClient, describeStockNeo } from './stock-neo-client.ts';
import { createTransport, isKey } from './transport.ts';

export interface ConnectOptions {
  /** As the administrator typed it; see `parseServerAddress`. */
  readonly address: string;
  readonly accessKey: string;
  /** Unencrypted http, if chosen. */
  readonly plainHttp?: PlainHttp | null | undefined;
  readonly basic?: Credentials | null | undefined;
  /** Omitted = direct, with Node's trusted authorities. */
  readonly network?: Partial<Network> | undefined;
  readonly pageSize?: number;
  readonly pacing?: Partial<Pacing>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** Aborts waiting for Retry-After. */
  readonly leave?: AbortSignal | undefined;
}

/** Detects the kind of server and the path of its modules, and connects. Failures are `ExpectedError`s. */
export async function connectGroupware(options: ConnectOptions): Promise<Groupware> {
  const server = parseServerAddress(options.address, options.plainHttp ?? null);
  if (!isKey(options.accessKey)) throw new ExpectedError('server-key-refused', { address: new URL(server.origin).host, part: 'not-a-key' });
  let first: ExpectedError | null = null;
  for (const place of server.places) {
    try {
      const groupware = await openAt(place, options);
      if (groupware !== null) return groupware;
    } catch (error) {
      if (!mayBeForeignAnswer(error)) throw error;
      first ??= error;
    }
  }
  throw first ?? (await notThere(server, options));
}

/** The server with modules at a path; `null` = none. */
async function openAt(place: ServerPlace, options: ConnectOptions): Promise<Groupware | null> {
  const transport = createTransport({
    place,
    accessKey: options.accessKey,
    basic: options.basic ?? null,
    network: { ...DIRECT, ...options.network },
    pacing: { ...NEO_PACING, ...options.pacing },
    clock: options.clock ?? systemClock,
  });
  const call = { signal: options.signal, leave: options.leave };
  let found: Groupware | null = null;
  try {
    if (await describeGateway(transport, call)) found = createGatewayClient(transport, { pageSize: options.pageSize ?? 1000 });
    else {
      const stock = await describeStockNeo(transport, call);
      if (stock) found = createStockNeoClient(transport, stock);
    }
    return found;
  } finally {
    if (found === null) await transport.close();
  }
}

/** Whether the response was, or may have been, from something other than NEO, which says nothing about another folder of the server. */
export function mayBeForeignAnswer(error: unknown): error is ExpectedError {
  if (!(error instanceof ExpectedError)) return false;
  const { code, params } = error.failure;
  if (code === 'server-answer-invalid') return params['why'] === 'html' || params['why'] === 'not-json';
  // HTTP Basic protects the whole server. 405: a web server that refuses POST for static files.
  return (
    code === 'server-not-neo' ||
    (code === 'server-key-refused' && params['part'] === 'access-key') ||
    (code === 'server-refused' && params['status'] === 405)
  );
}

/** Why no module responds: its extension or name may be wrong. */
async function notThere(server: ServerAddress, options: ConnectOptions): Promise<ExpectedError> {
  const { places, module, origin } = server;
  const params = { address: new URL(origin).host, status: 404 };
  if (module !== '') {
    const other = otherEnding(server, places[0]);
    const found = await openAt(other, options).catch((error: unknown) => {
      if (mayBeForeignAnswer(error)) return null;
      throw error;
    });
    await found?.close();
    if (found !== null) return new ExpectedError('server-not-neo', { ...params, why: 'otherEnding', found: other.page });
    if (!isNeoModule(module)) return new ExpectedError('server-not-neo', { ...params, why: 'otherProduct', module: module.slice(0, 60) });
  }
  return new ExpectedError('server-not-neo', { ...params, why: 'notThere', places: places.map(({ page }) => page).join(', ') });
}
