import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from '../procedures-of.ts';
import { invoicingService } from './invoicing-service.ts';

export const invoicingHandlers = ({ session }: CompanyContext): HandlersOf<'invoicing'> => {
  const service = invoicingService(session);
  return { 'invoicing.codes': service.invoiceCodes, 'invoicing.people': service.invoicePeople };
};
