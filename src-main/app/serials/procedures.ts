import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { findDraft } from '#shared/domain/drafts/draft.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';

export const createSerialProcedures = ({ session }: CompanyContext): ProceduresOf<'serials'> => ({
  async 'serials.enterLastIssued'({ id, value }) {
    const { drafts } = session.file().drafts.state();
    if (findDraft(drafts, { section: 'serials', id }) === null) throw new ExpectedError('draft-not-found');
    session.serials.enter(id, value === null ? null : { value, day: session.today() });
    return {};
  },
});
