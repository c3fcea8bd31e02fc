/**
 * How a company's users come into its Amazon Business account: invited by an administrator, made at their first sign-on (`sso`), or
 * written by the identity provider (`scim`). Source: docs/domain/amazon-cxml.md#users-from-an-identity-provider.
 */
export const AMAZON_USERS_FROM = ['invitations', 'sso', 'scim'] as const;
export type AmazonUsersFrom = (typeof AMAZON_USERS_FROM)[number];

/** Whether who is there is decided in the identity provider and not on Amazon. */
export const isFromDirectory = (from: AmazonUsersFrom): boolean => from !== 'invitations';
