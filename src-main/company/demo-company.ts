import type { DraftsFileObject } from '#shared/domain/drafts/drafts-form.ts';
import type { AmazonBusinessServers } from '#shared/domain/integration/amazon-business.ts';
import type { CloudDirectory, CloudServers } from '#shared/domain/integration/cloud-directory.ts';
import type { ServerAccess } from './server/server-access.ts';

/** Address and password of the demo company's Amazon. */
export interface DemoAmazon {
  readonly origin: string;
  readonly sharedSecret: string;
}

/** Addresses of the demo company's cloud directories, which run on this machine. */
export type DemoCloudServers = Readonly<Record<CloudDirectory['kind'], CloudServers>>;

/** The demo company: a groupware server reached over HTTP, and a file in the format of an Amazon export. */
export interface DemoCompany {
  readonly name: string;
  readonly access: ServerAccess;
  /** The current address of the demo Amazon. */
  readonly amazon: DemoAmazon;
  readonly cloudServers: DemoCloudServers;
  readonly amazonBusiness: AmazonBusinessServers;
  readonly amazonFile: { readonly path: string; readonly name: string };
  readonly companyDomains: readonly string[];
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  /** The server's configuration, and the Amazon groups. */
  readonly configuration: readonly DraftsFileObject[];
  /** Resets the server to its initial state. */
  startOver(): void;
  close(): Promise<void>;
}
