import * as z from 'zod/mini';
import { defineField, type Immutable } from '../fields/field-facts.ts';
import { isJsonObject, type Json } from '../fields/json.ts';
import { codeField, flagField, idText, integerBetween, roleIdField, textField, unorderedListField, userIdField } from '../fields/kinds.ts';

/** Settings of the integration between NEO and Amazon Business. Source: docs/domain/neo.md#amazon-settings, manual 3-2 and 3-3. */

/** Amazonビジネス連携設定, as copied from Amazon's 購買システム page. The password is not included, because it stays in the keychain. */
export const integrationSchema = z.strictObject({
  /** システムログイン (System Login). */
  systemLogin: defineField(codeField(1_000), { label: 'systemLogin', aspect: 'systemLogin' }),
  poRequestUrl: defineField(codeField(2_048), { label: 'poRequestUrl', aspect: 'poRequestUrl' }),
  /**
   * Address for connection tests; NEO itself uses a built-in one (docs/domain/amazon-cxml.md#the-three-settings). `''` = the console's
   * default.
   */
  punchoutUrl: defineField(codeField(2_048), { label: 'punchoutUrl', aspect: 'punchoutUrl' }),
});
export type Integration = Immutable<z.output<typeof integrationSchema>>;

/** Amazonビジネス共通設定: defaults of an order. Ids are those of drafts; `null` = none selected. */
export const commonSettingsSchema = z.strictObject({
  title: defineField(textField(), { label: 'title', aspect: 'title' }),
  routeId: defineField(z.nullable(idText()), { label: 'defaultRoute', says: 'route', aspect: 'routeId' }),
  serialId: defineField(z.nullable(idText()), { label: 'defaultSerial', says: 'serial', aspect: 'serialId' }),
});
export type CommonSettings = Immutable<z.output<typeof commonSettingsSchema>>;

/** Of two entries for one organization, returns the one that includes descendants. */
export const pickWiderChoice = (first: Json, second: Json): Json =>
  isJsonObject(first) && isJsonObject(second) && first['descendants'] !== true && second['descendants'] === true
    ? { ...first, descendants: true }
    : first;

/** An organization in a list of people, with or without its descendants (下位も含む / 下位は除く). */
export const organizationChoiceSchema = defineField(
  z.strictObject({ id: idText(), descendants: defineField(flagField(), { label: 'descendants' }) }),
  {
    says: 'organization-choice',
  },
);
export type OrganizationChoice = Immutable<z.output<typeof organizationChoiceSchema>>;

/** Lists of people used by several objects. Ids are NEO's. */
export const usersField = () =>
  defineField(unorderedListField(userIdField()), { label: 'users', counted: 'countedPeople', aspect: 'members' });
export const organizationsField = () =>
  defineField(unorderedListField(organizationChoiceSchema, ['id'], pickWiderChoice), {
    label: 'organizations',
    counted: 'countedEntries',
    aspect: 'members',
  });

/** Users allowed to order. The meaning of an empty list is unknown: see `AllowedUsersPolicy`. */
export const allowedUsersSchema = z.strictObject({
  everyone: defineField(flagField(), { label: 'everyone', says: { words: 'plan.value.range' }, aspect: 'members' }),
  users: usersField(),
  organizations: organizationsField(),
  roles: defineField(unorderedListField(roleIdField()), { label: 'roles', counted: 'countedEntries', aspect: 'members' }),
});
export type AllowedUsers = Immutable<z.output<typeof allowedUsersSchema>>;

const limit = () => z.nullable(z.number().check(z.minimum(0), z.maximum(1e9)));

/**
 * An Amazon Business group as recorded by the administrator, because Amazon offers no list to read
 * (docs/domain/amazon-cxml.md#no-list-of-users).
 */
export const amazonGroupSchema = z.strictObject({
  name: defineField(textField(), { label: 'name', aspect: 'name' }),
  /** システム連携用オプション; equal to an invoice group's code. */
  integrationOption: defineField(codeField(), { label: 'integrationOption', aspect: 'code' }),
  /** お支払いオプション; the manual requires `administrator` (2-2-2). */
  paymentOption: z.enum(['administrator', 'users', 'unknown']),
  addresses: integerBetween(0, 100_000),
  /** 購買システム "desknetsNEO" and the day of its registration, `YYYY-MM-DD`. */
  purchasingSystem: defineField(
    z.strictObject({ state: z.enum(['none', 'test', 'active']), registeredOn: z.nullable(z.string().check(z.maxLength(10))) }),
    { aspect: 'purchasingSystem' },
  ),
  /** Order safeguards; `null` = not set (docs/domain/amazon-cxml.md#order-safeguards). */
  safeguards: defineField(
    z.strictObject({
      /** Behavior if less is available than ordered. */
      quantity: z.nullable(z.enum(['send-what-is-left', 'drop'])),
      amazonOnly: z.nullable(z.boolean()),
      /** Maximum change of a unit price, in percent. */
      priceChangePercent: limit(),
      /** Maximum shipping price, in yen. */
      shippingYen: limit(),
      /** Maximum delivery time, in days. */
      deliveryDays: limit(),
    }),
    { aspect: 'safeguards' },
  ),
});
export type AmazonGroup = Immutable<z.output<typeof amazonGroupSchema>>;
export type Safeguards = AmazonGroup['safeguards'];

export const EMPTY_INTEGRATION: Integration = { systemLogin: '', poRequestUrl: '', punchoutUrl: '' };
export const EMPTY_COMMON_SETTINGS: CommonSettings = { title: '', routeId: null, serialId: null };
export const EVERYONE_ALLOWED: AllowedUsers = { everyone: true, users: [], organizations: [], roles: [] };
export const createAmazonGroup = (name: string): AmazonGroup => ({
  name,
  integrationOption: '',
  paymentOption: 'unknown',
  addresses: 0,
  purchasingSystem: { state: 'none', registeredOn: null },
  safeguards: { quantity: null, amazonOnly: null, priceChangePercent: null, shippingYen: null, deliveryDays: null },
});
