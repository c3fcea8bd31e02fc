export { useOutdatedCallback } from './changes.ts';
export { ClientProvider, useClient } from './context.tsx';
export { exportFile } from './exports.ts';
export { cancelJob, dismissJob, followJobs, runJob, setFileSaveState, useJob, useJobs } from './jobs.ts';
export { useOperatorNameRequest } from './named.ts';
export { prefetchFirstAnswers as askFirst } from './prefetch.ts';
export { createQueries, followChanges } from './queries.ts';
export { dismissSavedFile as putSavedAway, useSavedFile } from './saved-file.ts';
export { useChangeSettings, useLostSettings, useSettings } from './settings.ts';
export {
  getShownCompanyId,
  useCompanyId,
  useHasNeoPeople,
  useShowCompany,
  useShownCompany,
  useShownCompanySync,
} from './shown-company.ts';
export { bindToCompany, type Transport } from './transport.ts';
export { type CallState, useCall, useCalls, useStoreAnswer } from './use-call.ts';
export { useConnection } from './use-connection.ts';
export { useHasRole, usePerson } from './use-person.ts';
export { useIsSlow } from './use-slow.ts';
