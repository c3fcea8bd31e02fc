/** Topics that answers depend on. Queries read them, commands change them, and windows repeat queries that read a changed topic. */
export const TOPICS = [
  /** List of companies with name, kind, server and view-only state. */
  'companies',
  /** People, accounts and organisations as they were taken in. */
  'lists',
  /** What a company decides about matching, imports and its drafts: domains, exclusions, rules, limits. */
  'policy',
  /** Business days, how locks are read, and other days that are set by hand. */
  'calendar',
  /** Findings; sent when a recomputation gives another result. */
  'findings',
  /** Decisions about findings. */
  'decisions',
  /** Fixes as adopted, and the files written of them. */
  'fixes',
  'drafts',
  'datedChanges',
  'rehearsal',
  'orders',
  /** The server's objects as they were read, the plan with what was decided about it, its approvals and its runs. */
  'plan',
  'history',
  /** Records of the set-up guide. */
  'setup',
  /** How the two servers are reached, and what the tests of the way to them showed. */
  'server',
  /** States of secrets, never values. */
  'secrets',
  /** Which notices were seen. */
  'notices',
  'views',
  /** The preferences of this console. */
  'settings',
  'jobs',
] as const;
export type Topic = (typeof TOPICS)[number];

/** At least one topic, or the word that there is none: nothing is left out by an oversight. */
export type Topics = readonly [Topic, ...Topic[]] | 'nothing';

/** A draft with its problems and what it leads to. */
export const DRAFT_TOPICS = ['drafts', 'lists', 'policy', 'calendar', 'orders'] as const satisfies Topics;
/** Topics of everything computed from matching all people. */
export const FINDING_TOPICS = ['findings', 'decisions', 'fixes', 'secrets', ...DRAFT_TOPICS] as const satisfies Topics;
/** The difference between drafts and server, and what guards it. */
export const PLAN_TOPICS = ['plan', 'companies', 'server', 'secrets', ...DRAFT_TOPICS] as const satisfies Topics;
/** Topics of queries about the whole company. */
export const COMPANY_TOPICS = [
  'companies',
  'datedChanges',
  'history',
  'notices',
  'plan',
  'server',
  'setup',
  ...FINDING_TOPICS,
] as const satisfies Topics;
