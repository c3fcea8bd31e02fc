import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { create } from 'zustand';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { CompanyDetails } from '#shared/contract/companies/companies.ts';
import { useClient } from './context.tsx';
import { type CallError, type CallKey, createCallKey, createCallOptions } from './queries.ts';
import { bindToCompany } from './transport.ts';
import { useCall } from './use-call.ts';

/** Id of the company that this window shows: `undefined` until the first one is known; `null` = none (welcome). */
const useShownId = create<{ readonly id: string | null | undefined }>(() => ({ id: undefined }));

/** The id of the shown company, for code outside components; `null` = none. */
export const getShownCompanyId = (): string | null => useShownId.getState().id ?? null;

/** Calls back when another company is shown. Returns a function that unsubscribes. */
export const subscribeShownCompany = (listener: () => void): (() => void) => useShownId.subscribe(listener);

/** The id of the company that this window shows; `''` = none. */
export const useCompanyId = (): string => useShownId(({ id }) => id ?? '');

const useShownQuery = (id: string | null | undefined) => {
  const company = id ?? '';
  const options = createCallOptions(bindToCompany(useClient(), company), 'companies.current', company === '' ? null : {});
  return useQuery<CompanyDetails, CallError, CompanyDetails, CallKey>(options);
};

/** The shown company: `undefined` until loaded, `null` = none (welcome). */
export const useShownCompany = (): CompanyDetails | null | undefined => {
  const id = useShownId((state) => state.id);
  const { data } = useShownQuery(id);
  return id === null ? null : data;
};

/** Returns whether a NEO user list is loaded; without it no person can be chosen. */
export const useHasNeoPeople = (): boolean => useShownCompany()?.sources.some(({ side }) => side === 'neo') === true;

/** Counts requests to open a company, so that a slow one cannot replace a later one. */
let asked = 0;
let shownAs = 0;

/**
 * Shows another company, also at the next start. A failure changes nothing. Resolves as soon as the company is shown, so that the caller's
 * next step does not follow later user actions in it.
 */
export const useShowCompany = (): ((id: string) => Promise<Result<CompanyDetails>>) => {
  const client = useClient();
  const queries = useQueryClient();
  return useCallback(
    async (id) => {
      asked += 1;
      const mine = asked;
      const opened = await client.call('companies.open', { id });
      // A company that opens slowly must not replace one requested later.
      if (opened.ok && mine > shownAs) {
        shownAs = mine;
        queries.setQueryData(createCallKey(bindToCompany(client, id), 'companies.current', {}), opened.value);
        useShownId.setState({ id });
      }
      return opened;
    },
    [client, queries],
  );
};

/** The list of companies shows the reason, or no longer contains it. */
const cannotBeShown = ({ code }: Failure): boolean => code === 'company-not-found' || code.startsWith('company-file-');

/**
 * Shows the company `begin` if it exists, otherwise the last shown one, and leaves a company that was deleted. Returns the failure if the
 * first company could not be determined.
 */
export const useShownCompanySync = (begin: string | null): Failure | null => {
  const show = useShowCompany();
  const id = useShownId((state) => state.id);
  const list = useCall('companies.list', {});
  const settings = useCall('console.settings', {});
  const companies = list.value?.companies;
  const last = settings.value?.lastCompanyId;
  useEffect(() => {
    if (id !== undefined || companies === undefined || last === undefined) return;
    const showLast = (): void => useShownId.setState({ id: last });
    if (begin === null || begin === last || !companies.some((company) => company.id === begin)) showLast();
    // The caller that follows the address repeats the call and shows the reason.
    else void show(begin).then((opened) => opened.ok || useShownId.getState().id !== undefined || showLast());
  }, [id, companies, last, begin, show]);

  const error = useShownQuery(id).error?.failure ?? null;
  const isGone = error !== null && cannotBeShown(error);
  useEffect(() => {
    if (isGone) useShownId.setState({ id: null });
  }, [isGone]);
  return list.error ?? settings.error ?? (isGone ? null : error);
};
