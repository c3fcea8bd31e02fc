import { ExpectedError } from '#shared/contract/result.ts';
import { type Credentials, DIRECT, type Network } from '../network/network.ts';
import { createGatewayClient, describeGateway } from './gateway-client.ts';
import type { Groupware } from './groupware.ts';
import { type Clock, NEO_PACING, type Pacing, systemClock } from './pacing.ts';
import { parseServerAddress } from './server-address.ts';
import { createStockNeoClient, describeStockNeo } from './stock-neo-client.ts';
import { createTransport, isKey } from './transport.ts';

export interface ConnectOptions {
  /** As the administrator typed it; see `parseServerAddress`. */
  readonly address: string;
  readonly accessKey: string;
  readonly basic?: Credentials | null | undefined;
  /** What is left out is straight, trusting what Node trusts. */
  readonly network?: Partial<Network> | undefined;
  readonly pageSize?: number;
  readonly pacing?: Partial<Pacing>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** Finds out which kind of server answers at the address and speaks to it. Failures are `ExpectedError`s. */
export async function connectGroupware(options: ConnectOptions): Promise<Groupware> {
  const { folder, destination } = parseServerAddress(options.address);
  if (!isKey(options.accessKey)) throw new ExpectedError('server-key-refused', { address: new URL(folder).host, part: 'not-a-key' });
  const transport = createTransport({
    destination,
    accessKey: options.accessKey,
    basic: options.basic ?? null,
    network: { ...DIRECT, ...options.network },
    pacing: { ...NEO_PACING, ...options.pacing },
    clock: options.clock ?? systemClock,
  });
  try {
    const call = { signal: options.signal };
    if (await describeGateway(transport, call)) return createGatewayClient(transport, { pageSize: options.pageSize ?? 1000 });
    const stock = await describeStockNeo(transport, call);
    if (stock) return createStockNeoClient(transport, stock);
    throw new ExpectedError('server-not-neo', { address: new URL(folder).host, status: 404 });
  } catch (error) {
    await transport.close();
    throw error;
  }
}
