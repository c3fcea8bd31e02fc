import { z } from 'zod';
import { defineCommand, defineQuery } from '../call/define.ts';

/** Preferences of this workstation. They contain no secret and belong to no company. */
/** Screens with a hint for first-time users. */
export const HINT_SCREENS = ['readiness', 'matching', 'routes', 'plan'] as const;
export type HintScreen = (typeof HINT_SCREENS)[number];

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['normal', 'high']),
  language: z.enum(['ja', 'en']),
  railCollapsed: z.boolean(),
  /** Whether notices are also shown as desktop notifications. */
  desktopNotices: z.boolean(),
  /** Icon in the notification area of the desktop. `stay`: after closing the window, the console continues to run there. */
  tray: z.enum(['off', 'icon', 'stay']),
  /** Additional hosts to which links may open. */
  linkHosts: z.array(z.string().max(253)).max(50),
  /** Operator name used in records; `''` = not set. */
  operatorName: z.string().trim().max(60),
  /** First-use hints that were dismissed, for all companies. */
  hintsAway: z.array(z.enum(HINT_SCREENS)).max(HINT_SCREENS.length),
  /** True if hints are shown even to users who have already applied a plan. */
  hintsWanted: z.boolean(),
  lastCompanyId: z.string().nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  contrast: 'normal',
  language: 'ja',
  railCollapsed: false,
  desktopNotices: true,
  tray: 'off',
  linkHosts: [],
  operatorName: '',
  hintsAway: [],
  hintsWanted: false,
  lastCompanyId: null,
};

/** One result of the self-check (`tsunagi doctor`). `detail` is a technical word or number, never a secret. */
export const selfCheckResultSchema = z.strictObject({
  id: z.enum(['runtime', 'icu', 'database', 'keychain', 'data-folder', 'electron', 'display', 'network', 'content']),
  state: z.enum(['ok', 'warning', 'failed']),
  /** Message key below `doctor.`. */
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type SelfCheckResult = z.infer<typeof selfCheckResultSchema>;

export const consoleCalls = {
  'console.info': defineQuery(
    z.strictObject({}),
    z.strictObject({
      version: z.string(),
      host: z.enum(['electron', 'node', 'server', 'cli']),
      platform: z.string(),
      /** Path of the folder with the companies' files, for display only. */
      dataFolder: z.string(),
    }),
    { reads: 'nothing', scope: 'console' },
  ),
  /** Whether the data folder's disk is full, so that no change can be saved. */
  'console.storage': defineQuery(z.strictObject({}), z.strictObject({ isFull: z.boolean(), folder: z.string() }), {
    reads: 'nothing',
    timed: true,
    scope: 'console',
  }),
  'console.settings': defineQuery(z.strictObject({}), settingsSchema, { reads: ['settings'], scope: 'console' }),
  /**
   * Changes settings. Additional `linkHosts` must be confirmed in the host's own dialog; otherwise the call fails with `trust-refused` or
   * `trust-unasked`.
   */
  'console.changeSettings': defineCommand(settingsSchema.omit({ lastCompanyId: true }).partial(), settingsSchema, {
    role: 'member',
    changes: ['settings'],
    scope: 'console',
  }),
  'console.doctor': defineQuery(z.strictObject({}), z.strictObject({ checks: z.array(selfCheckResultSchema) }), {
    role: 'serverAdministrator',
    reads: 'nothing',
    scope: 'console',
  }),
  /** Opens a link in the system browser if its host is allowed; otherwise fails with `external-link-refused`. */
  'console.openLink': defineCommand(z.strictObject({ url: z.string().max(2048) }), z.strictObject({}), {
    role: 'local',
    changes: 'nothing',
    scope: 'console',
  }),
} as const;
