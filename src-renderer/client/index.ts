export { ClientProvider, useClient } from './context.tsx';
export { exportFile } from './exports.ts';
export { cancelJob, dismissJob, followJobs, keepFile, runJob, useJob, useJobs } from './jobs.ts';
export { useNaming } from './named.ts';
export { putSavedAway, useSavedFile } from './saved-file.ts';
export { ofCompany, type Transport } from './transport.ts';
export { useCall } from './use-call.ts';
export { useDraftsAtRest } from './use-drafts-at-rest.ts';
export { useInTurn } from './use-in-turn.ts';
export {
  changeSettings,
  followConsole,
  refreshConsole,
  showCompany,
  useCompanyId,
  useConsole,
  useNeoPeople,
  useRevision,
} from './workspace.ts';
