/** What the integration of NEO with Amazon Business is set to. Source: docs/domain/neo.md#amazon-settings, manual 3-2 and 3-3. Plain data. */

/** Amazonビジネス連携設定, as copied from Amazon's 購買システム page. The password is no part of it: it never leaves the keychain. */
export interface Integration {
  /** システムログイン (System Login). */
  readonly systemLogin: string;
  readonly poRequestUrl: string;
  /** Where a connection test asks; NEO has its own built in (docs/domain/amazon-cxml.md#the-three-settings). `''` = the console's default. */
  readonly punchoutUrl: string;
}

/** Amazonビジネス共通設定: what an order starts with. The ids are those of drafts; `null` = none chosen. */
export interface CommonSettings {
  readonly title: string;
  readonly routeId: string | null;
  readonly serialId: string | null;
}

/** An organisation in a list of people, with or without everything below it (下位も含む / 下位は除く). */
export interface OrganizationChoice {
  readonly id: string;
  readonly descendants: boolean;
}

/** Who may order. The ids are NEO's. What an empty list means is unknown: `AllowedUsersPolicy`. */
export interface AllowedUsers {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly organizations: readonly OrganizationChoice[];
  readonly roles: readonly string[];
}

/** Order safeguards of an Amazon group; `null` = not set (docs/domain/amazon-cxml.md#order-safeguards). */
export interface Safeguards {
  /** What happens when fewer are left than ordered. */
  readonly quantity: 'send-what-is-left' | 'drop' | null;
  readonly amazonOnly: boolean | null;
  /** Highest change of a unit price, per cent. */
  readonly priceChangePercent: number | null;
  /** Highest shipping price, yen. */
  readonly shippingYen: number | null;
  /** Longest delivery, days. */
  readonly deliveryDays: number | null;
}

/** An Amazon Business group as the administrator notes it: Amazon tells nobody (docs/domain/amazon-cxml.md#no-list-of-users). */
export interface AmazonGroup {
  readonly name: string;
  /** システム連携用オプション; equal to an invoice group's code. */
  readonly integrationOption: string;
  /** お支払いオプション; the manual asks for `administrator` (2-2-2). */
  readonly paymentOption: 'administrator' | 'users' | 'unknown';
  readonly addresses: number;
  /** 購買システム "desknetsNEO", and the day it was registered as `YYYY-MM-DD`. */
  readonly purchasingSystem: { readonly state: 'none' | 'test' | 'active'; readonly registeredOn: string | null };
  readonly safeguards: Safeguards;
}

export const EMPTY_INTEGRATION: Integration = { systemLogin: '', poRequestUrl: '', punchoutUrl: '' };
export const EMPTY_COMMON_SETTINGS: CommonSettings = { title: '', routeId: null, serialId: null };
export const EVERYONE_ALLOWED: AllowedUsers = { everyone: true, users: [], organizations: [], roles: [] };
export const newAmazonGroup = (name: string): AmazonGroup => ({
  name,
  integrationOption: '',
  paymentOption: 'unknown',
  addresses: 0,
  purchasingSystem: { state: 'none', registeredOn: null },
  safeguards: { quantity: null, amazonOnly: null, priceChangePercent: null, shippingYen: null, deliveryDays: null },
});
