import type { AmazonBusinessConnection } from './amazon-business.ts';

/** Connection of the demo company to its own Amazon Business API, and its secrets. They open nothing outside this machine. */
export const DEMO_AMAZON_BUSINESS: AmazonBusinessConnection = {
  region: 'jp',
  tokenServer: 'com',
  clientId: 'amzn1.application-oa2-client.demo-none',
};
export const DEMO_AMAZON_CLIENT_SECRET = 'demo~amazon-client-secret-0123456789';
export const DEMO_AMAZON_REFRESH_TOKEN = 'demo~amazon-refresh-token-0123456789';
