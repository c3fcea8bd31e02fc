import { navigate, type ScreenId, type ScreenParams } from '#renderer/navigation/index.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';

interface DraftPlace {
  readonly section: Section;
  readonly id: string;
}

/** Returns the screen that shows a drafted object. */
export function getDraftScreen({ section, id }: DraftPlace): { [S in ScreenId]: readonly [S, ScreenParams[S]] }[ScreenId] {
  switch (section) {
    case 'routes':
      return ['routes', { id }];
    case 'serials':
      return ['serials', { id }];
    case 'invoice_groups':
      return ['invoicing', { tab: 'groups', id }];
    case 'amazon_groups':
      return ['amazonGroups', { id }];
    case 'integration':
    case 'common_settings':
    case 'allowed_users':
      return ['integration', {}];
  }
}

/** Opens a drafted object. */
export const openDraft = (at: DraftPlace): void => {
  const [screen, params] = getDraftScreen(at);
  navigate(screen, params as ScreenParams[typeof screen]);
};
