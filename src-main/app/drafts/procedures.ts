import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createDraftService } from './draft-service.ts';

export const createDraftProcedures = ({ session, files, jobs }: CompanyContext): ProceduresOf<'drafts'> => {
  const service = createDraftService(session);

  return {
    'drafts.summary': service.draftSummary,
    'drafts.list': service.drafts,
    'drafts.get': service.draft,
    'drafts.apply': ({ command }) => service.applyDraft(command),
    'drafts.create': service.createDraft,
    'drafts.duplicate': ({ objects }) => service.duplicateDrafts(objects),
    'drafts.rename': service.renameDraft,
    'drafts.revert': ({ objects }) => service.revertDrafts(objects),
    'drafts.delete': ({ objects }) => service.deleteDrafts(objects),
    'drafts.impact': ({ targets }) => service.draftImpact(targets),
    'drafts.undo': service.undoDraft,
    'drafts.redo': service.redoDraft,
    'drafts.exportFile': ({ language }) => ({
      jobId: jobs.start('export-drafts', async () => {
        const path = files.temporaryPath();
        const { objects } = await service.exportDrafts(path);
        const company = session.file().company();
        const name = createTexts(language)('draft.fileName', { company: company.name });
        const file = await files.add({ path, origin: 'report', name: formatExportName(name, 'json') });
        return { token: file.token, name: file.name, bytes: file.bytes, objects };
      }),
    }),
    'drafts.previewImport': ({ token, mode }) => service.previewDraftImport(files.find(token), mode),
    'drafts.readAmazonGroups': ({ token }) => service.readAmazonGroups(files.find(token)),
    async 'drafts.importFile'({ token, mode, revision }) {
      const answer = await service.importDrafts(files.find(token), mode, revision);
      await files.drop(token);
      return answer;
    },
    'drafts.people': service.pickPeople,
    'drafts.names': ({ ids }) => service.namesOf(ids),
    'drafts.coverage': ({ parentId }) => service.coverage(parentId),
  };
};
