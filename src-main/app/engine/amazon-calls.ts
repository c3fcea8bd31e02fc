import { findDraft } from '#shared/domain/drafts/draft.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import { EMPTY_INTEGRATION } from '#shared/domain/integration/settings.ts';
import type { Engine } from './engine.ts';
import type { EngineSession } from './session.ts';

/** The engine's call about Amazon's side of the open company. */
export function amazonCalls(session: EngineSession): Pick<Engine, 'amazonAccess'> {
  return {
    async amazonAccess() {
      const file = session.workspace();
      const found = findDraft(file.drafts.state().drafts, { section: 'integration', id: 'integration' });
      const demo = file.profile().kind === 'demo' ? (await session.demo()).amazon : null;
      return { integration: (found?.draft as Bodies['integration'] | null | undefined) ?? EMPTY_INTEGRATION, demo };
    },
  };
}
