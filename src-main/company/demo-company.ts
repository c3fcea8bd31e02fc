import type { FormObject } from '#shared/domain/drafts/drafts-form.ts';
import type { ServerAccess } from './server-access.ts';

/** The demo company's Amazon: where it listens, and the password it takes. */
export interface DemoAmazon {
  readonly origin: string;
  readonly sharedSecret: string;
}

/** The demo company as a session sees it: a groupware server that answers over HTTP, and a file exported from Amazon. */
export interface DemoCompany {
  readonly name: string;
  readonly access: ServerAccess;
  /** Amazon's side, where it answers now. */
  readonly amazon: DemoAmazon;
  readonly amazonFile: { readonly path: string; readonly name: string };
  readonly companyDomains: readonly string[];
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  /** What the company has set up on its server, and its Amazon groups. */
  readonly configuration: readonly FormObject[];
  /** Takes the server back to the day the company was founded: nothing that was written to it is left. */
  startOver(): void;
  close(): Promise<void>;
}
