/**
 * How users are added to the company's Amazon Business account: invited by an administrator, created at the first sign-on (`sso`), or
 * provisioned by the identity provider (`scim`). Source: docs/domain/amazon-cxml.md#users-from-an-identity-provider.
 */
export const AMAZON_USER_SOURCES = ['invitations', 'sso', 'scim'] as const;
export type AmazonUserSource = (typeof AMAZON_USER_SOURCES)[number];

/** True if users are managed in the identity provider and not on Amazon. */
export const isDirectoryManaged = (from: AmazonUserSource): boolean => from !== 'invitations';
