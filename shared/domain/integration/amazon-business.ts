import { AMAZON_BUSINESS_ORIGINS } from './web-addresses/cloud-origins.ts';

/** Regions of the Amazon Business API. Japan and Australia use `jp`. */
export const AMAZON_BUSINESS_REGIONS = ['jp', 'na', 'eu'] as const;
export type AmazonBusinessRegion = (typeof AMAZON_BUSINESS_REGIONS)[number];

/** Amazon's token servers. Clients of Amazon Business use `com`; pages for Japan also name `co.jp`, and no live account was tried. */
export const AMAZON_TOKEN_SERVERS = ['com', 'co.jp'] as const;
export type AmazonTokenServer = (typeof AMAZON_TOKEN_SERVERS)[number];

/** The company's access to the Amazon Business API. Its secrets are `amazon-client-secret` and `amazon-refresh-token`. */
export interface AmazonBusinessConnection {
  readonly region: AmazonBusinessRegion;
  readonly tokenServer: AmazonTokenServer;
  /** Client ID of the app client in Amazon's Solution Provider Portal. */
  readonly clientId: string;
}

/** Addresses of the Amazon Business API. Not part of the settings, so that neither a user nor a file can choose who receives a secret. */
export interface AmazonBusinessServers {
  /** `demo`: a server on this machine that belongs to the demo company. */
  readonly purpose: 'amazon-business' | 'demo';
  /** Address of the token requests. */
  readonly signIn: string;
  /** Base address of the API, without a slash at the end. */
  readonly api: string;
}

const CLIENT_ID = /^amzn1\.application-oa2-client\.[a-z0-9-]{8,100}$/;

export const isAmazonClientId = (text: string): boolean => CLIENT_ID.test(text);

/** Returns Amazon's addresses. Source: docs/domain/amazon-business-api.md#addresses. */
export function getAmazonBusinessServers({ region, tokenServer }: AmazonBusinessConnection): AmazonBusinessServers {
  const signIn = AMAZON_BUSINESS_ORIGINS.signIn[tokenServer];
  return { purpose: 'amazon-business', signIn: `${signIn}/auth/o2/token`, api: AMAZON_BUSINESS_ORIGINS.api[region] };
}

/** The destination to which both secrets are bound: token server, region and client ID. */
export function getAmazonBusinessSecretDestination(connection: AmazonBusinessConnection, servers: AmazonBusinessServers): string {
  const { region, tokenServer, clientId } = connection;
  // The port of the demo company's server changes with every start.
  const origin = servers.purpose === 'demo' ? 'demo://amazon-business' : AMAZON_BUSINESS_ORIGINS.signIn[tokenServer];
  return `${origin}/${region}/${clientId}`;
}

/** Name of the connection for messages and records. */
export const getAmazonBusinessName = ({ region }: AmazonBusinessConnection): string =>
  `Amazon Business API (${AMAZON_BUSINESS_ORIGINS.api[region].slice('https://'.length)})`;
