import { bindToCompany, useShowCompany } from '#renderer/client/index.ts';
import type { Transport } from '#renderer/client/transport.ts';
import { createFakeTransport } from './fake-transport.ts';
import { renderHook, settle } from './render.tsx';
import { companyDetails } from './samples.ts';

/** Shows a company in this window, as the company switch does. Returns the window's client bound to it. */
export async function showCompany(id: string, transport = createFakeTransport()): Promise<Transport> {
  const opening = createFakeTransport();
  opening.always('companies.open', () => companyDetails(id));
  const hook = await renderHook(() => useShowCompany(), undefined, { transport: opening, company: null });
  await settle(() => hook.current(id));
  await hook.unmount();
  return bindToCompany(transport, id);
}
