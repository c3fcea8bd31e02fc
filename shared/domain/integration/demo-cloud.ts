import type { EntraDirectory } from './cloud-directory.ts';

/** Tenant and application of the demo company's Entra ID, and its secret. They open nothing outside this machine. */
export const DEMO_ENTRA: EntraDirectory = {
  kind: 'entra',
  tenant: 'demo-shoji.example',
  clientId: '0a0a0a0a-0000-4000-8000-000000000000',
};
export const DEMO_ENTRA_SECRET = 'demo~entra-secret-0123456789';
