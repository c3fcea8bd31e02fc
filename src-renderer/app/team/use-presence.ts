import { useEffect, useMemo } from 'react';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { REPORT_INTERVAL_MS } from '#shared/contract/presence-times.ts';
import { useCall, useClient } from '../../client/index.ts';
import { type ScreenId, useNavigation } from '../../navigation/index.ts';

export type Colleague = CallOutput<'presence.list'>['people'][number];
export type OpenedDraft = CallInput<'presence.report'>['opened'];

const SECTIONS = { routes: 'routes', serials: 'serials', amazonGroups: 'amazon_groups', invoicing: 'invoice_groups' } as const;
const hasObjects = (screen: ScreenId): screen is keyof typeof SECTIONS => Object.hasOwn(SECTIONS, screen);

/** The draft that the window shows; `null` = none. */
export function useOpenedDraft(): OpenedDraft {
  const { screen, params } = useNavigation((state) => state.here);
  const id = screen === 'integration' ? 'integration' : 'id' in params && typeof params.id === 'string' ? params.id : null;
  const section = screen === 'integration' ? 'integration' : hasObjects(screen) ? SECTIONS[screen] : null;
  return useMemo(() => (section === null || id === null ? null : { section, id }), [section, id]);
}

/** Reports the shown draft to a team server, at once and at intervals while the window is open. */
export function useReportPresence(): void {
  const client = useClient();
  const opened = useOpenedDraft();
  useEffect(() => {
    const report = (isOpen: boolean): void => void client.call('presence.report', { isOpen, opened });
    report(true);
    const timer = setInterval(() => report(true), REPORT_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [client, opened]);
  useEffect(() => () => void client.call('presence.report', { isOpen: false, opened: null }), [client]);
}

/** The other people with the company open. */
export function useColleagues(): readonly Colleague[] {
  return useCall('presence.list', {}).value?.people ?? [];
}
