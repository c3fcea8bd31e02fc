import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { PlainHttpPermission } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { type Credentials, DIRECT_NETWORK, type Network } from '../network/network.ts';
import { parseGroupwareAnswer } from './answer-reading.ts';
import { lenientText } from './answer-schemas.ts';
import { mayBeForeignAnswer } from './connect.ts';
import { NEO_PACING, systemRetryTimer } from './pacing.ts';
import { parseServerAddress, type ServerModulePath } from './server-address.ts';
import { createTransport, isValidAccessKey } from './transport.ts';

export interface SignInRequest {
  /** Address as the administrator typed it. */
  readonly address: string;
  readonly loginId: string;
  readonly password: string;
  readonly plainHttp: PlainHttpPermission | null;
  readonly basic: Credentials | null;
  /** Omitted = direct connection, with Node's trusted authorities. */
  readonly network?: Partial<Network> | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MODULE = 'dneor';
const issuedSchema = z.object({ access_key: lenientText.refine(isValidAccessKey) });

/**
 * Requests an access key from NEO's login API. User and password are sent in one request per path, to permitted paths only; no failure
 * contains them. Throws `sign-in-refused`, `sign-in-absent`, `server-no-right`, or any error of a call. Source: docs/domain/neo.md#api.
 */
export async function signIn(order: SignInRequest): Promise<string> {
  const { origin, places } = parseServerAddress(order.address, order.plainHttp);
  let first: ExpectedError | null = null;
  for (const place of places) {
    try {
      const key = await signInAt(place, order);
      if (key !== null) return key;
    } catch (error) {
      // A response at another path is often not from NEO, so its refusal is reported only if no path responds.
      if (!mayBeForeignAnswer(error)) throw error;
      first ??= error.failure.code === 'server-key-refused' ? refused(error.failure.params) : error;
    }
  }
  throw first ?? new ExpectedError('sign-in-absent', { address: new URL(origin).host });
}

/** Returns the issued key; `null` if the module is missing. */
async function signInAt(place: ServerModulePath, { loginId, password, basic, network, signal }: SignInRequest): Promise<string | null> {
  const transport = createTransport({
    place,
    accessKey: null,
    basic,
    network: { ...DIRECT_NETWORK, ...network },
    // One attempt only, because repeated wrong passwords lock an account.
    pacing: { ...NEO_PACING, retries: 0 },
    clock: systemRetryTimer,
  });
  try {
    const secrets = [loginId, password];
    const answer = await transport.call(MODULE, { action: 'login', login_id: loginId, password }, { signal, secrets });
    if (answer.kind === 'absent') return null;
    if (answer.kind === 'ok') return parseGroupwareAnswer(issuedSchema, answer.body, transport).access_key;
    const { failure } = answer.failure;
    throw failure.code === 'server-no-right' ? answer.failure : refused(failure.params);
  } finally {
    await transport.close();
  }
}

const refused = ({ address = '', detail = '' }: ExpectedError['failure']['params']): ExpectedError =>
  new ExpectedError('sign-in-refused', { address, detail });
