import type { ScreenParams } from '../../navigation/index.ts';

interface Part<S extends keyof ScreenParams> {
  readonly screen: S;
  readonly params: ScreenParams[S];
  /** Message key of the tab's name. */
  readonly name: string;
}
const part = <S extends keyof ScreenParams>(screen: S, params: ScreenParams[S], name: string): Part<S> => ({ screen, params, name });

/** Parts of screens with their own search terms; a match opens the part. */
export const SCREEN_PARTS = {
  'fixes-people': part('fixes', { tab: 'people' }, 'fixesScreen.tabs.people'),
  'fixes-files': part('fixes', { tab: 'files' }, 'fixesScreen.make.title'),
  'fixes-writings': part('fixes', { tab: 'writings' }, 'fixesScreen.tabs.writings'),
  'triage-exclusions': part('triage', { tab: 'exclusions' }, 'triageScreen.tabs.exclusions'),
  'invoicing-coverage': part('invoicing', { tab: 'coverage' }, 'invoicingScreen.tabs.coverage'),
  'orders-approvers': part('orders', { tab: 'approvers' }, 'orders.tabs.approvers'),
  'settings-display': part('settings', { section: 'display' }, 'settings.sections.display'),
  'settings-company': part('settings', { section: 'company' }, 'settings.sections.company'),
  'settings-matching': part('settings', { section: 'matching' }, 'settings.sections.matching'),
  'settings-rules': part('settings', { section: 'rules' }, 'settings.sections.rules'),
  'settings-watch': part('settings', { section: 'watch' }, 'settings.sections.watch'),
  'settings-secrets': part('settings', { section: 'secrets' }, 'settings.sections.secrets'),
  'settings-handover': part('settings', { section: 'handover' }, 'settings.sections.handover'),
  'settings-support': part('settings', { section: 'support' }, 'settings.sections.support'),
} as const;
export type ScreenPart = keyof typeof SCREEN_PARTS;
export const SCREEN_PART_IDS = Object.keys(SCREEN_PARTS) as ScreenPart[];
