import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { invoicingService } from './invoicing-service.ts';

export const invoicingProcedures = ({ session }: CompanyContext): ProceduresOf<'invoicing'> => {
  const service = invoicingService(session);
  return {
    'invoicing.codes': service.invoiceCodes,
    'invoicing.people': service.invoicePeople,
    'invoicing.assignment': service.invoiceAssignment,
  };
};
