import { describe, expect, it } from 'vitest';
import { companyDirectorySchema } from '#shared/contract/connections/directory-server.ts';
import {
  CLOUD_SERVERS,
  getCompanyDirectoryName,
  getDirectorySecretDestination,
  isTenantName,
} from '#shared/domain/integration/cloud-directory.ts';
import { DEMO_ENTRA } from '#shared/domain/integration/demo-cloud.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';

describe('the destination of a cloud directory’s secret', () => {
  it('is one of the vendor’s two servers', () => {
    const { signIn, api } = CLOUD_SERVERS.entra;
    for (const address of [`${signIn}/x/oauth2/v2.0/token`, `${api}/v1.0/users?$top=1`])
      expect(SecretDestination.of('entra', address)).toBeInstanceOf(SecretDestination);
  });

  it.each([
    'http://login.microsoftonline.com/',
    'https://login.microsoftonline.com:8443/',
    'https://login.microsoftonline.com.example/',
    'https://evil.graph.microsoft.com/',
    'https://login.microsoftonline.us/',
    'http://127.0.0.1:8080/',
    'https://localhost/',
    'https://abintegrations.amazon.localhost/',
  ])('is not %s', (address) => {
    expect(SecretDestination.of('entra', address)).toBe('foreign');
  });

  it('belongs to a tenant, in any case of its letters', () => {
    const place = (tenant: string): string => getDirectorySecretDestination({ ...DEMO_ENTRA, tenant }, CLOUD_SERVERS.entra);
    expect(place('Contoso.example')).toBe('https://login.microsoftonline.com/contoso.example');
    expect(place('other.example')).not.toBe(place('contoso.example'));
    expect(getDirectorySecretDestination(DEMO_ENTRA, { purpose: 'demo', signIn: 'http://127.0.0.1:1/x', api: '' })).toBe(
      'demo://entra/demo-shoji.example',
    );
    expect(getCompanyDirectoryName(DEMO_ENTRA)).toBe('Microsoft Entra ID (demo-shoji.example)');
  });
});

describe('the key of Google', () => {
  it('is sent to Google’s two servers only, and belongs to the administrator’s domain', () => {
    const { signIn, api } = CLOUD_SERVERS.google;
    for (const address of [`${signIn}/token`, `${api}/admin/directory/v1/users?customer=my_customer`])
      expect(SecretDestination.of('google', address)).toBeInstanceOf(SecretDestination);
    for (const address of ['https://login.microsoftonline.com/', 'https://oauth2.googleapis.com.example/', 'http://127.0.0.1:1/'])
      expect(SecretDestination.of('google', address)).toBe('foreign');
    const directory = { kind: 'google', admin: 'Admin@Example.co.jp' } as const;
    expect(getDirectorySecretDestination(directory, CLOUD_SERVERS.google)).toBe('https://oauth2.googleapis.com/example.co.jp');
    expect(getCompanyDirectoryName(directory)).toBe('Google Workspace (example.co.jp)');
    expect(companyDirectorySchema.safeParse(directory).success).toBe(true);
    for (const admin of ['', 'admin', 'a@b@example.co.jp', 'a@example', 'a b@example.co.jp', 'ａ@example.co.jp'])
      expect(companyDirectorySchema.safeParse({ kind: 'google', admin }).success).toBe(false);
  });
});

describe('settings of a cloud directory', () => {
  it.each([
    'common',
    'organizations',
    'consumers',
    '',
    'a',
    '../evil',
    'a/b',
    'a.example/',
    'a b.example',
    'a.example?x',
    '-a.example',
    'ａ.example',
  ])('refuse the tenant %j', (tenant) => {
    expect(isTenantName(tenant)).toBe(false);
    expect(companyDirectorySchema.safeParse({ ...DEMO_ENTRA, tenant }).success).toBe(false);
  });

  it('accept a GUID or a domain, and cannot name a server', () => {
    expect(isTenantName('contoso.onmicrosoft.com') && isTenantName('0a0a0a0a-0000-4000-8000-000000000000')).toBe(true);
    expect(companyDirectorySchema.safeParse(DEMO_ENTRA).success).toBe(true);
    for (const more of [{ signIn: 'https://evil.example' }, { host: 'evil.example' }, { servers: CLOUD_SERVERS.entra }])
      expect(companyDirectorySchema.safeParse({ ...DEMO_ENTRA, ...more }).success).toBe(false);
  });
});
