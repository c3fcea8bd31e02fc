/** Topics on which results depend. Queries read them, commands change them, and windows repeat queries that read a changed topic. */
export const TOPICS = [
  /** The list of companies with name, kind, server and view-only state. */
  'companies',
  /** Imported people, accounts and organizations. */
  'lists',
  /** The company's settings for matching, imports and drafts: domains, exclusions, rules, limits. */
  'policy',
  /** Business days, the interpretation of locks, and other days entered by hand. */
  'calendar',
  /** Findings; sent only if a recomputation changes them. */
  'findings',
  /** Decisions about findings. */
  'decisions',
  /** Adopted fixes and the files written from them. */
  'fixes',
  'drafts',
  'datedChanges',
  'rehearsal',
  'orders',
  /** The server's objects as last read, the plan with its decisions, approvals and runs. */
  'plan',
  'history',
  /** Records of the setup guide. */
  'setup',
  /** Settings of the connections to the servers, and results of their tests. */
  'server',
  /** States of secrets, never their values. */
  'secrets',
  /** Notices that were seen. */
  'notices',
  'views',
  /** Preferences of this console. */
  'settings',
  'jobs',
  /** People, roles and sessions of a team server. */
  'team',
  /** Team servers that the desktop knows. */
  'teamServers',
  /** People of a team server with the company open. */
  'presence',
  /** The weekly check in the scheduler of the operating system, or the scheduled check of a team server. */
  'schedule',
] as const;
export type Topic = (typeof TOPICS)[number];

/** At least one topic, or explicitly `nothing`, so that topics are not forgotten. */
export type Topics = readonly [Topic, ...Topic[]] | 'nothing';

/** Topics of a draft with its problems and effects. */
export const DRAFT_TOPICS = ['drafts', 'lists', 'policy', 'calendar', 'orders'] as const satisfies Topics;
/** Topics of everything computed from matching all people. */
export const FINDING_TOPICS = ['findings', 'decisions', 'fixes', 'secrets', ...DRAFT_TOPICS] as const satisfies Topics;
/** Topics of the differences between drafts and server, and of the guards. */
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
