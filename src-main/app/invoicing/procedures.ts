import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createInvoicingService } from './invoicing-service.ts';

export const createInvoicingProcedures = ({ session }: CompanyContext): ProceduresOf<'invoicing'> => {
  const service = createInvoicingService(session);
  return {
    'invoicing.codes': service.invoiceCodes,
    'invoicing.people': service.invoicePeople,
    'invoicing.assignment': service.invoiceAssignment,
  };
};
