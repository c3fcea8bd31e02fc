import { z } from 'zod';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { getAmazonBusinessName } from '#shared/domain/integration/amazon-business.ts';
import {
  BUSINESS_LAYERS,
  type BusinessLayer,
  createConnectionReason,
  type LayerResult,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import { runLayers } from '../../network/layer-run.ts';
import { createFailedVerdict, createPassedVerdict, findExpiryWarnings } from '../../network/layer-verdicts.ts';
import { type ReachTarget, reachByTls, reachPort } from '../../network/sockets/reach.ts';
import { createMask } from '../../redaction/redactor.ts';
import { BusinessProblem } from './business-problem.ts';
import { type BusinessAccess, BusinessSession } from './business-session.ts';

/** A secret, if it may be sent for this connection. */
export type BusinessSecret = { readonly kind: 'value'; readonly value: string } | { readonly kind: 'none' | 'elsewhere' };

export interface BusinessTest extends Omit<BusinessAccess, 'connection' | 'secrets'> {
  /** `null` = not set. */
  readonly connection: BusinessAccess['connection'] | null;
  readonly clientSecret: BusinessSecret;
  readonly refreshToken: BusinessSecret;
  readonly signal: AbortSignal;
}

/** A connection test waits only briefly, because a user is looking at it. */
const PATIENCE_MS = 5_000;
const DAY_MS = 86_400_000;
/** The end of a window must not be in the future by the server's clock. */
const BEFORE_NOW_MS = 10 * 60_000;
const pageSchema = z.object({ ordersReport: z.array(z.unknown()).max(1_000) });

const getSecretValue = (secret: BusinessSecret): string => (secret.kind === 'value' ? secret.value : '');

/** Tests the Amazon Business API: every layer of `BUSINESS_LAYERS` once, in order. Reads only. Throws only the signal's reason. */
export async function* testAmazonBusiness(test: BusinessTest): AsyncGenerator<LayerResult<BusinessLayer>, void, void> {
  const secrets = { clientSecret: getSecretValue(test.clientSecret), refreshToken: getSecretValue(test.refreshToken) };
  const { connection, signal } = test;
  const session = connection === null ? null : new BusinessSession({ ...test, connection, secrets }, PATIENCE_MS);
  const mask = createMask(Object.values(secrets).filter((secret) => secret !== ''));
  const testLayer = async (layer: BusinessLayer): Promise<LayerVerdict> => {
    if (session === null || connection === null) return createFailedVerdict(createConnectionReason('business-not-set'));
    switch (layer) {
      case 'business-settings':
        requireSecrets(test);
        return createPassedVerdict({ target: getAmazonBusinessName(connection) });
      case 'business-sign-in-server':
        return reach(test, test.servers.signIn);
      case 'business-sign-in':
        await session.signIn(signal);
        return createPassedVerdict();
      case 'business-api-server':
        return reach(test, test.servers.api);
      case 'business-orders':
        return readOrders(session, test);
    }
  };
  try {
    yield* runLayers({ layers: BUSINESS_LAYERS, signal, mask, test: testLayer });
  } finally {
    await session?.close();
  }
}

function requireSecrets({ clientSecret, refreshToken }: BusinessTest): void {
  if (clientSecret.kind === 'elsewhere') throw new BusinessProblem('business-secret-elsewhere');
  if (getSecretValue(clientSecret) === '') throw new BusinessProblem('business-secret-empty');
  if (refreshToken.kind === 'elsewhere') throw new BusinessProblem('business-token-elsewhere');
  if (getSecretValue(refreshToken) === '') throw new BusinessProblem('business-token-empty');
}

async function reach({ networkFor, signal, now }: BusinessTest, address: string): Promise<LayerVerdict> {
  const way: ReachTarget = { url: new URL(address), network: await networkFor(address), signal };
  // The demo company's server has no certificate.
  if (way.url.protocol === 'http:') return createPassedVerdict(await reachPort(way));
  const { facts, peer } = await reachByTls(way);
  return createPassedVerdict(facts, findExpiryWarnings(peer, way.url.host, now()));
}

/** Reads the orders of one day, which proves the role Amazon Business Analytics. */
async function readOrders(session: BusinessSession, { now, signal }: BusinessTest): Promise<LayerVerdict> {
  const moment = (before: number): string => new Date(now() - before).toISOString().replace(/\.\d{3}/, '');
  const query = new URLSearchParams({ orderStartDate: moment(DAY_MS), orderEndDate: moment(BEFORE_NOW_MS) });
  const page = safeParseUntrusted(pageSchema, await session.read(`/reports/2025-06-09/orderReports?${query}`, signal));
  if (!page.success) throw new BusinessProblem('business-unreadable', { part: 'orders' });
  return createPassedVerdict();
}
