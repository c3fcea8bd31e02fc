import type { FormObject } from '#shared/domain/drafts/drafts-form.ts';
import type { ServerAccess } from './server/server-access.ts';

/** The demo company's Amazon: address and password. */
export interface DemoAmazon {
  readonly origin: string;
  readonly sharedSecret: string;
}

/** The demo company: a groupware server over HTTP, and a file exported from Amazon. */
export interface DemoCompany {
  readonly name: string;
  readonly access: ServerAccess;
  /** Amazon's present address. */
  readonly amazon: DemoAmazon;
  readonly amazonFile: { readonly path: string; readonly name: string };
  readonly companyDomains: readonly string[];
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  /** The server's configuration, and the Amazon groups. */
  readonly configuration: readonly FormObject[];
  /** Resets the server to its initial state. */
  startOver(): void;
  close(): Promise<void>;
}
