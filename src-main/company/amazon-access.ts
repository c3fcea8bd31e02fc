import { findDraft } from '#shared/domain/drafts/draft.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import type { Integration } from '#shared/domain/integration/settings.ts';
import { EMPTY_INTEGRATION } from '#shared/domain/integration/settings.ts';
import type { DemoAmazon } from './demo-company.ts';
import { amazonPlace, DEMO_PLACE, type SecretPlace } from './secret-places.ts';
import type { CompanySession } from './session.ts';

/** What a connection to Amazon starts from, and where the demo company's Amazon is; `demo: null` for any other company. */
export interface AmazonAccess {
  readonly integration: Integration;
  readonly demo: DemoAmazon | null;
}

/** What the catalog password is for. The demo company has an Amazon of its own, by whatever names. */
export const amazonPlaceOf = ({ integration, demo }: AmazonAccess): SecretPlace =>
  demo === null ? amazonPlace(integration.punchoutUrl) : DEMO_PLACE;

export async function amazonAccessOf(session: CompanySession): Promise<AmazonAccess> {
  const file = session.file();
  const found = findDraft(file.drafts.state().drafts, { section: 'integration', id: 'integration' });
  const demo = file.company().kind === 'demo' ? (await session.demo()).amazon : null;
  return { integration: (found?.draft as Bodies['integration'] | null | undefined) ?? EMPTY_INTEGRATION, demo };
}
