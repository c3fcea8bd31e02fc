export { useOutdated } from './changes.ts';
export {
  changeSettings,
  followConsole,
  refreshConsole,
  showCompany,
  useCompanyId,
  useConsole,
  useNeoPeople,
} from './console.ts';
export { ClientProvider, useClient } from './context.tsx';
export { exportFile } from './exports.ts';
export { cancelJob, dismissJob, followJobs, keepFile, runJob, useJob, useJobs } from './jobs.ts';
export { useNaming } from './named.ts';
export { callKey, createQueries, followChanges } from './queries.ts';
export { putSavedAway, useSavedFile } from './saved-file.ts';
export { ofCompany, type Transport } from './transport.ts';
export { useCall, useCalls } from './use-call.ts';
export { useSlow } from './use-slow.ts';
