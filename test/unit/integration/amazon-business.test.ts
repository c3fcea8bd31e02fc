import { describe, expect, it } from 'vitest';
import { amazonBusinessSchema } from '#shared/contract/connections/amazon-business.ts';
import {
  AMAZON_BUSINESS_REGIONS,
  AMAZON_TOKEN_SERVERS,
  type AmazonBusinessConnection,
  getAmazonBusinessName,
  getAmazonBusinessSecretDestination,
  getAmazonBusinessServers,
} from '#shared/domain/integration/amazon-business.ts';
import { DEMO_AMAZON_BUSINESS } from '#shared/domain/integration/demo-amazon-business.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';

const connection = (change: Partial<AmazonBusinessConnection> = {}): AmazonBusinessConnection => ({ ...DEMO_AMAZON_BUSINESS, ...change });

describe('the destination of the Amazon Business API’s secrets', () => {
  it('is an address of Amazon in every region', () => {
    for (const region of AMAZON_BUSINESS_REGIONS)
      for (const tokenServer of AMAZON_TOKEN_SERVERS) {
        const { purpose, signIn, api } = getAmazonBusinessServers(connection({ region, tokenServer }));
        for (const address of [signIn, `${api}/reports/2025-06-09/orderReports?orderStartDate=x`])
          expect(SecretDestination.of(purpose, address), address).toBeInstanceOf(SecretDestination);
      }
    expect(getAmazonBusinessServers(connection())).toEqual({
      purpose: 'amazon-business',
      signIn: 'https://api.amazon.com/auth/o2/token',
      api: 'https://jp.business-api.amazon.com',
    });
  });

  it.each([
    'http://api.amazon.com/',
    'https://api.amazon.com:8443/',
    'https://api.amazon.com.example/',
    'https://evil.business-api.amazon.com/',
    'https://www.amazon.com/',
    'https://abintegrations.amazon.co.jp/',
    'http://127.0.0.1:8080/',
    'https://localhost/',
  ])('is not %s', (address) => {
    expect(SecretDestination.of('amazon-business', address)).toBe('foreign');
  });

  it('differs by client, region and token server', () => {
    const place = (change: Partial<AmazonBusinessConnection> = {}): string =>
      getAmazonBusinessSecretDestination(connection(change), getAmazonBusinessServers(connection(change)));
    const places = [
      place(),
      place({ region: 'eu' }),
      place({ tokenServer: 'co.jp' }),
      place({ clientId: 'amzn1.application-oa2-client.other-one' }),
    ];
    expect(new Set(places).size).toBe(4);
    expect(place()).toBe('https://api.amazon.com/jp/amzn1.application-oa2-client.demo-none');
    expect(getAmazonBusinessName(connection())).toBe('Amazon Business API (jp.business-api.amazon.com)');
  });
});

it.each([
  { clientId: '' },
  { clientId: 'amzn1.sp.solution.0123456789abcdef' },
  { clientId: 'amzn1.application-oa2-client.x/../../y' },
  { region: 'fe' },
  { tokenServer: 'com.example' },
])('refuses the setting %j', (change) => {
  expect(amazonBusinessSchema.safeParse({ ...connection(), ...change }).success).toBe(false);
});
