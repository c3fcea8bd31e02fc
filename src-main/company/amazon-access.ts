import { findDraft } from '#shared/domain/drafts/draft.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import type { Integration } from '#shared/domain/integration/settings.ts';
import { EMPTY_INTEGRATION } from '#shared/domain/integration/settings.ts';
import type { DemoAmazon } from './demo-company.ts';
import type { CompanySession } from './session.ts';

/** What a connection to Amazon starts from, and where the demo company's Amazon is; `demo: null` for any other company. */
export async function amazonAccessOf(
  session: CompanySession,
): Promise<{ readonly integration: Integration; readonly demo: DemoAmazon | null }> {
  const file = session.file();
  const found = findDraft(file.drafts.state().drafts, { section: 'integration', id: 'integration' });
  const demo = file.company().kind === 'demo' ? (await session.demo()).amazon : null;
  return { integration: (found?.draft as Bodies['integration'] | null | undefined) ?? EMPTY_INTEGRATION, demo };
}
