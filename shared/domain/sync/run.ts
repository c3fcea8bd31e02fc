import type { Body } from '../drafts/sections.ts';
import type { GatewaySection } from './item.ts';
import type { SecretName } from './server-state.ts';

/** One call as it is written into the journal before it is made. */
export type Intent =
  | {
      readonly write: 'put';
      readonly section: GatewaySection;
      readonly id: string;
      readonly ifRevision: number;
      readonly before: Body | null;
      readonly target: Body;
    }
  | {
      readonly write: 'delete';
      readonly section: GatewaySection;
      readonly id: string;
      readonly ifRevision: number;
      readonly before: Body | null;
      readonly target: null;
    }
  | { readonly write: 'secret'; readonly secret: SecretName; readonly ifRevision: number };

/** What a look at the server says of a call whose outcome is unknown. */
export type Reconciled = 'done' | 'not-done' | 'other-changed';

/** One step of a past run that succeeded, as the history keeps it. */
export type AppliedStep =
  | {
      readonly kind: 'object';
      readonly section: GatewaySection;
      readonly id: string;
      /** `null` = it was not there. */
      readonly before: Body | null;
      readonly after: Body | null;
    }
  | { readonly kind: 'secret'; readonly secret: SecretName };
