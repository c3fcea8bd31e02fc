import {
  type Certainty,
  MASK,
  type PunchoutRequestPart,
  type PunchoutRequestPartId,
  type PunchoutRequestPreview,
  type ValueSource,
} from '#shared/domain/integration/composed-setup.ts';
import type { Integration } from '#shared/domain/integration/settings.ts';
import { DEFAULT_PUNCHOUT_URL, getPunchoutAddresses } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { createSetupElement, type SetupRequest } from './cxml-request.ts';
import { formatXml } from './xml-writer.ts';

export interface SetupEmployee {
  /** Work e-mail exactly as in NEO, because Amazon compares it. */
  readonly workEmail: string;
}

export interface SetupSettings {
  readonly integration: Integration;
  /** Whether the catalog password is set; `null` = unknown. */
  readonly passwordSet: boolean | null;
}

/**
 * Builds the setup request of an employee, without the password. Sends nothing. Source: docs/domain/amazon-cxml.md#the-three-settings to
 * #setup-request.
 */
export function composePunchOutSetup({ workEmail }: SetupEmployee, { integration, passwordSet }: SetupSettings): PunchoutRequestPreview {
  const { systemLogin, punchoutUrl } = integration;
  const set = punchoutUrl.trim() === '' ? DEFAULT_PUNCHOUT_URL : punchoutUrl;
  const address = getPunchoutAddresses(set).production;
  const request: SetupRequest = {
    identity: systemLogin,
    sharedSecret: passwordSet === false ? '' : MASK,
    userAgent: "desknet's NEO",
    payloadId: MASK,
    timestamp: MASK,
    deploymentMode: 'production',
    buyerCookie: MASK,
    userEmail: workEmail,
    returnAddress: MASK,
  };
  const part = (
    name: PunchoutRequestPartId,
    value: string,
    from: ValueSource,
    certainty: Certainty,
    missing = false,
  ): PunchoutRequestPart => ({
    part: name,
    value,
    from,
    certainty,
    missing,
  });
  return {
    address,
    document: formatXml(createSetupElement(request)),
    parts: [
      part('address', address, punchoutUrl.trim() === '' ? 'neo' : 'settings', punchoutUrl.trim() === '' ? 'inferred' : 'unknown'),
      part('identity', systemLogin, 'settings', 'documented', systemLogin === ''),
      part('shared-secret', request.sharedSecret, 'keychain', 'documented', passwordSet === false),
      part('recipient', 'Amazon', 'fixed', 'documented'),
      part('user-email', workEmail, 'employee', 'inferred', workEmail.trim() === ''),
      part('return-address', MASK, 'neo', 'observed'),
      part('buyer-cookie', MASK, 'neo', 'documented'),
      part('group', '', 'neo', 'unknown'),
      part('envelope', MASK, 'neo', 'inferred'),
    ],
  };
}
