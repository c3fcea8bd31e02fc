/** Kinds of lists that a company imports. */
export const LIST_KINDS = ['neo-users', 'amazon-users', 'directory-people', 'organizations', 'orders'] as const;
export type ListKind = (typeof LIST_KINDS)[number];
