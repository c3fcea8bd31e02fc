import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { isNeoModule } from '#shared/domain/integration/web-addresses/neo-address.ts';
import type { PlainHttpPermission } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { type Credentials, DIRECT_NETWORK, type Network } from '../network/network.ts';
import { createGatewayClient, describeGateway } from './gateway-client.ts';
import type { Groupware } from './groupware.ts';
import { NEO_PACING, type Pacing, type RetryTimer, systemRetryTimer } from './pacing.ts';
import { parseServerAddress, type ServerAddress, type ServerModulePath, toPathWithOtherExtension } from './server-address.ts';
import { createStockNeoClient, describeStockNeo } from './stock-neo-client.ts';
import { createTransport, isValidAccessKey } from './transport.ts';

export interface ConnectOptions {
  /** Address as the administrator typed it; see `parseServerAddress`. */
  readonly address: string;
  readonly accessKey: string;
  /** Permission for unencrypted http; `null` = none. */
  readonly plainHttp?: PlainHttpPermission | null | undefined;
  readonly basic?: Credentials | null | undefined;
  /** Omitted = direct connection, with Node's trusted authorities. */
  readonly network?: Partial<Network> | undefined;
  readonly pageSize?: number;
  readonly pacing?: Partial<Pacing>;
  readonly clock?: RetryTimer;
  readonly signal?: AbortSignal;
  /** Ends a wait for Retry-After. */
  readonly leave?: AbortSignal | undefined;
}

/** Detects the kind of server and the path of its modules, and connects. Throws `ExpectedError`. */
export async function connectGroupware(options: ConnectOptions): Promise<Groupware> {
  const server = parseServerAddress(options.address, options.plainHttp ?? null);
  if (!isValidAccessKey(options.accessKey))
    throw new ExpectedError('server-key-refused', { address: new URL(server.origin).host, part: 'not-a-key' });
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

/** Connects to the modules at a path; `null` = there are none. */
async function openAt(place: ServerModulePath, options: ConnectOptions): Promise<Groupware | null> {
  const transport = createTransport({
    place,
    accessKey: options.accessKey,
    basic: options.basic ?? null,
    network: { ...DIRECT_NETWORK, ...options.network },
    pacing: { ...NEO_PACING, ...options.pacing },
    clock: options.clock ?? systemRetryTimer,
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

/** Whether the response came, or may have come, from something other than NEO. Then NEO may still be in another folder of the server. */
export function mayBeForeignAnswer(error: unknown): error is ExpectedError {
  if (!(error instanceof ExpectedError)) return false;
  const { code, params } = error.failure;
  if (code === 'server-answer-invalid') return params['why'] === 'html' || params['why'] === 'not-json';
  // HTTP Basic protects the whole server, so 401 says nothing about NEO. Web servers respond 405 to a POST for a static file.
  return (
    code === 'server-not-neo' ||
    (code === 'server-key-refused' && params['part'] === 'access-key') ||
    (code === 'server-refused' && params['status'] === 405)
  );
}

/** Returns the reason why no module responds: its address may have the wrong extension, or name another program. */
async function notThere(server: ServerAddress, options: ConnectOptions): Promise<ExpectedError> {
  const { places, module, origin } = server;
  const params = { address: new URL(origin).host, status: 404 };
  if (module !== '') {
    const other = toPathWithOtherExtension(server, places[0]);
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
