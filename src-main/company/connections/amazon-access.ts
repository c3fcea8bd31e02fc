import { findDraft } from '#shared/domain/drafts/draft.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import type { Integration } from '#shared/domain/integration/settings.ts';
import { EMPTY_INTEGRATION } from '#shared/domain/integration/settings.ts';
import type { DemoAmazon } from '../demo-company.ts';
import type { CompanySession } from '../session.ts';
import { DEMO_DESTINATION_ID, type SecretDestinationId, toAmazonDestinationId } from './secret-destination-ids.ts';

/** Inputs of a connection to Amazon. `demo` = the demo company's Amazon; `null` for other companies. */
export interface AmazonAccess {
  readonly integration: Integration;
  readonly demo: DemoAmazon | null;
}

/** Returns the destination of the catalog password; the demo company always uses the demo Amazon. */
export const getAmazonDestination = ({ integration, demo }: AmazonAccess): SecretDestinationId =>
  demo === null ? toAmazonDestinationId(integration.punchoutUrl) : DEMO_DESTINATION_ID;

export async function getAmazonAccess(session: CompanySession): Promise<AmazonAccess> {
  const file = session.file();
  const found = findDraft(file.drafts.state().drafts, { section: 'integration', id: 'integration' });
  const demo = file.company().kind === 'demo' ? (await session.demo()).amazon : null;
  return { integration: (found?.draft as Bodies['integration'] | null | undefined) ?? EMPTY_INTEGRATION, demo };
}
