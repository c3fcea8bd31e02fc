/** The lists that a company takes in. */
export const LIST_KINDS = ['neo-users', 'amazon-users', 'directory-people', 'organizations', 'orders'] as const;
export type ListKind = (typeof LIST_KINDS)[number];
