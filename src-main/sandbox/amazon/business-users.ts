import { toCanonicalAddress } from '#shared/domain/email/index.ts';
import { type DemoAmazonUser, PUNCHOUT_ROLE, PURCHASING_GROUP } from '../company/amazon-accounts.ts';
import type { BusinessFault } from './business-faults.ts';

/** Ids of the demo's groups, as Amazon shows them. */
export const DEMO_GROUP_ID = 'ADEMOCATALOG1';

export interface BusinessUserOptions {
  /** Addresses of the existing accounts. */
  readonly existing: () => Iterable<string>;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly onCreated: (user: DemoAmazonUser) => void;
}

/** `after`: what happens after the user was created. */
export type UserAnswer =
  | { readonly kind: 'created'; readonly after: 'answer' | 'cut' | 'error' | 'silence' }
  | { readonly kind: 'refused'; readonly message: string };

/** The faults concern each user with a number that is a multiple of this one. */
const FAULTY = 3;
const AFTER: Readonly<Partial<Record<BusinessFault, 'cut' | 'error' | 'silence'>>> = {
  'users-cut': 'cut',
  'users-error': 'error',
  'users-silent': 'silence',
};

/** Users that were created over the demo's API. Source: docs/domain/amazon-business-api.md#user-management. */
export class BusinessUsers {
  readonly #options: BusinessUserOptions;
  #known: Set<string> | null = null;
  #created = 0;

  constructor(options: BusinessUserOptions) {
    this.#options = options;
  }

  /** Removes the created users. */
  startOver(): void {
    this.#known = null;
  }

  /** Creates a user, as strict as the specification. */
  create(body: unknown, fault: BusinessFault): UserAnswer {
    const user = readUser(body);
    if (typeof user === 'string') return { kind: 'refused', message: user };
    const { email, familyName, givenName, groupId } = user;
    if (groupId !== DEMO_GROUP_ID) return { kind: 'refused', message: `groupId ${groupId} does not exist.` };
    this.#known ??= new Set([...this.#options.existing()].map(toCanonicalAddress));
    if (this.#known.has(toCanonicalAddress(email))) return { kind: 'refused', message: `The email ${email} belongs to a business user.` };
    this.#known.add(toCanonicalAddress(email));
    this.#options.onCreated({
      email,
      name: `${familyName} ${givenName}`,
      employeeCode: '',
      state: 'invited',
      punchout: true,
      roles: [PUNCHOUT_ROLE],
      groups: [PURCHASING_GROUP],
      invitedOn: this.#options.today,
    });
    this.#created++;
    const after = this.#created % FAULTY === 0 ? AFTER[fault] : undefined;
    return { kind: 'created', after: after ?? 'answer' };
  }
}

interface RequestedUser {
  readonly email: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly groupId: string;
}

/** Reads a request; returns the text of the refusal if a required value is missing or has another form. */
function readUser(body: unknown): RequestedUser | string {
  const holder = at(body, 'accountHolder');
  const [email, familyName, givenName] = ['email', 'familyName', 'givenName'].map((name) => at(holder, name));
  const group = at(body, 'groupId');
  const suppressed = at(body, 'notificationTypesToSuppress');
  if (typeof email !== 'string' || !email.includes('@')) return 'accountHolder.email is invalid.';
  if (typeof familyName !== 'string' || familyName === '') return 'accountHolder.familyName is required.';
  if (typeof givenName !== 'string' || givenName === '') return 'accountHolder.givenName is required.';
  const groupId = at(group, 'id');
  if (at(group, 'idType') !== 'GroupId' || typeof groupId !== 'string') return 'groupId is invalid.';
  if (at(body, 'role') !== 'PunchoutUser') return 'role is invalid.';
  if (at(body, 'region') !== 'JP') return 'region is invalid.';
  if (suppressed !== undefined && JSON.stringify(suppressed) !== '["EMAIL"]') return 'notificationTypesToSuppress is invalid.';
  return { email, familyName, givenName, groupId };
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
