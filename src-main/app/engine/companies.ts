import type { CallOutput } from '#shared/contract/calls.ts';
import type { Profile } from '#shared/contract/profiles.ts';
import type { FormObject } from '#shared/domain/drafts/workspace-form.ts';
import type { BundledCompany } from '../secret-bundle-content.ts';
import type { DemoAmazon, Engine, ServerAccess, Work } from './engine.ts';

/** The demo company as the engine sees it: a groupware server that answers over HTTP, and a file exported from Amazon. */
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

/**
 * The companies of a data folder, so that they can live beside their data in a worker. Answers are plain data; expected failures are
 * `ExpectedError`.
 */
export interface Companies {
  list(): Promise<CallOutput<'profiles.list'>>;
  /** Every company by what its last audit kept. */
  overview(): Promise<CallOutput<'profiles.overview'>>;
  create(profile: { readonly name: string; readonly kind: Profile['kind'] }): Promise<Profile>;
  rename(id: string, name: string): Promise<Profile>;
  changeKind(id: string, kind: 'production' | 'test', company: string | null): Promise<Profile>;
  setReadOnly(id: string, readOnly: boolean, company: string | null): Promise<Profile>;
  /** Ends the work on it first; refused with `apply-running` while something is being sent. */
  delete(id: string, confirmName: string): Promise<void>;
  /** Starts the demo company and answers its profile, filled from its server and its Amazon export. */
  openDemo(work: Work): Promise<Profile>;
  /** A new company of what another machine carried. */
  take(name: string, company: BundledCompany): Promise<Profile>;
  /** The name that whoever sits here gave. */
  nameOperator(name: string): Promise<void>;
  /** One company, opened with the first call: that throws `profile-not-found` and `workspace-*`. Any number may be open. */
  of(id: string): Engine;
  /** Ends the work on every company. */
  close(): Promise<void>;
}
