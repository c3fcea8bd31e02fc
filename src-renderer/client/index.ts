export { useOutdatedCallback as useOutdated } from './changes.ts';
export { ClientProvider, useClient } from './context.tsx';
export { exportFile } from './exports.ts';
export { cancelJob, dismissJob, followJobs, runJob, setFileSaveState as keepFile, useJob, useJobs } from './jobs.ts';
export { useOperatorNameRequest as useNaming } from './named.ts';
export { prefetchFirstAnswers as askFirst } from './prefetch.ts';
export { createQueries, followChanges } from './queries.ts';
export { dismissSavedFile as putSavedAway, useSavedFile } from './saved-file.ts';
export { useChangeSettings, useLostSettings, useSettings } from './settings.ts';
export {
  getShownCompanyId as shownCompanyId,
  useCompanyId,
  useHasNeoPeople as useNeoPeople,
  useShowCompany,
  useShownCompany,
  useShownCompanySync as useFollowShown,
} from './shown-company.ts';
export { bindToCompany as ofCompany, type Transport } from './transport.ts';
export { type CallState, useCall, useCalls, useStoreAnswer as useKeepAnswer } from './use-call.ts';
export { useConnection } from './use-connection.ts';
export { useIsSlow as useSlow } from './use-slow.ts';
