import { createCronScheduler } from './cron.ts';
import type { Scheduler } from './entry.ts';
import { createLaunchdScheduler } from './launchd.ts';
import { createSystemdScheduler, hasUserSystemd } from './systemd.ts';
import { createWindowsScheduler } from './windows-task.ts';

export interface SchedulerPlace {
  readonly platform: string;
  readonly companyId: string;
  /** Folder for scripts of a company's runs. */
  readonly folder: string;
  readonly home: string;
  readonly userId: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Returns the scheduler of this machine: on Linux the user's systemd, or cron where there is none. */
export async function findScheduler({ platform, companyId, folder, home, userId, env }: SchedulerPlace): Promise<Scheduler> {
  if (platform === 'win32') return createWindowsScheduler(companyId, folder, env);
  if (platform === 'darwin') return createLaunchdScheduler(companyId, home, userId, env);
  return (await hasUserSystemd(env)) ? createSystemdScheduler(companyId, home, env) : createCronScheduler(companyId, folder, home, env);
}
