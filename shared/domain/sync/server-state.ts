import { getDraftKey } from '../drafts/draft.ts';
import type { Body } from '../drafts/sections.ts';
import type { Json } from '../fields/json.ts';
import type { GatewaySection } from './gateway-section.ts';

/** Secrets that the server stores but never returns (docs/gateway.md). */
export type ServerSecretName = 'catalog-password';
export const SERVER_SECRET_NAMES = ['catalog-password'] as const satisfies readonly ServerSecretName[];

export interface ServerEntry {
  readonly section: GatewaySection;
  readonly id: string;
  /** Increases with every change of the object. */
  readonly revision: number;
  readonly body: Body;
  /** The body as received, present if it has fields unknown to this console; these are sent back with every write. */
  readonly whole?: Json;
  /** Time of the last change, ISO 8601. */
  readonly updatedAt: string;
  /** The last editor; '' if the server does not report it. */
  readonly updatedBy: string;
}

export interface SecretEntry {
  readonly name: ServerSecretName;
  readonly set: boolean;
  /** Revision of the secret; 0 = never set. */
  readonly revision: number;
}

/** The last read of the server. */
export interface ServerState {
  /** Time of the read, ISO 8601. */
  readonly readAt: string;
  /** Completely read sections; the others are not planned. */
  readonly complete: readonly GatewaySection[];
  /** Objects by `getDraftKey`. */
  readonly entries: ReadonlyMap<string, ServerEntry>;
  readonly secrets: ReadonlyMap<ServerSecretName, SecretEntry>;
  /** Keys of objects that exist but are unreadable; they do not count as missing. */
  readonly unreadable: ReadonlySet<string>;
}

/** Metadata of a secret; its value is only in the keychain. */
export interface LocalSecret {
  readonly name: ServerSecretName;
  /** Number of times that the secret was set here; 0 = never. */
  readonly generation: number;
  /** The generation last sent to this server; 0 = none. */
  readonly appliedGeneration: number;
}

/** Key of a secret among the items of a plan. */
export const getSecretKey = (name: ServerSecretName): string => `secret ${name}`;

/** Creates a state of the server from lists. */
export const createServerState = (parts: {
  readonly readAt: string;
  readonly complete: readonly GatewaySection[];
  readonly entries: Iterable<ServerEntry>;
  readonly secrets?: Iterable<SecretEntry>;
  readonly unreadable?: Iterable<{ readonly section: GatewaySection; readonly id: string }>;
}): ServerState => ({
  readAt: parts.readAt,
  complete: parts.complete,
  entries: new Map(Array.from(parts.entries, (entry) => [getDraftKey(entry), entry])),
  secrets: new Map(Array.from(parts.secrets ?? [], (secret) => [secret.name, secret])),
  unreadable: new Set(Array.from(parts.unreadable ?? [], getDraftKey)),
});
