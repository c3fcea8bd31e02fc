import type { CompanyContent } from '#shared/contract/companies/companies.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import { createDraftStateGetter } from './drafts/draft-states.ts';

/** Returns which parts of a company contain data, without running an audit. */
export function getCompanyContent(file: CompanyFile): CompanyContent {
  const drafts = [...file.drafts.state().drafts.values()];
  const stateOf = createDraftStateGetter(file);
  const isRead = file.server.reading()?.kind === 'gateway';
  return {
    orders: file.orders.current() !== null,
    plan: isRead || drafts.some((draft) => stateOf(draft) !== 'same'),
    sections: [...new Set(drafts.flatMap(({ section, draft }) => (draft === null ? [] : [section])))],
  };
}
