import type { CallOutput } from '#shared/contract/calls.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import type { HandlersOf } from './handlers.ts';

export const draftHandlers = ({ engine, files, jobs, draftsChanged }: CompanyContext): HandlersOf<'drafts'> => {
  /** Answers and tells the other windows. */
  const changed = async (answer: Promise<CallOutput<'drafts.apply'>>): Promise<CallOutput<'drafts.apply'>> => {
    const value = await answer;
    await draftsChanged(value.revision);
    return value;
  };
  return {
    'drafts.summary': () => engine.draftSummary(),
    'drafts.list': (window) => engine.drafts(window),
    'drafts.get': (at) => engine.draft(at),
    'drafts.apply': ({ command }) => changed(engine.applyDraft(command)),
    'drafts.create': (order) => changed(engine.createDraft(order)),
    'drafts.duplicate': ({ objects }) => changed(engine.duplicateDrafts(objects)),
    'drafts.rename': (order) => changed(engine.renameDraft(order)),
    'drafts.revert': ({ objects }) => changed(engine.revertDrafts(objects)),
    'drafts.delete': ({ objects }) => changed(engine.deleteDrafts(objects)),
    'drafts.impact': ({ targets }) => engine.draftImpact(targets),
    'drafts.undo': () => changed(engine.undoDraft()),
    'drafts.redo': () => changed(engine.redoDraft()),
    'drafts.exportWorkspace': ({ language }) => ({
      jobId: jobs.start('export-drafts', async () => {
        const path = files.temporaryPath();
        const { objects } = await engine.exportDrafts(path);
        const { profile } = await engine.current();
        const name = createTexts(language)('draft.fileName', { profile: profile.name });
        const file = await files.add({ path, origin: 'report', name: exportName(name, 'json') });
        return { token: file.token, name: file.name, bytes: file.bytes, objects };
      }),
    }),
    'drafts.previewImport': ({ token, mode }) => engine.previewDraftImport(files.find(token), mode),
    'drafts.readAmazonGroups': ({ token }) => engine.readAmazonGroups(files.find(token)),
    async 'drafts.importWorkspace'({ token, mode, revision }) {
      const answer = await changed(engine.importDrafts(files.find(token), mode, revision));
      await files.drop(token);
      return answer;
    },
    'drafts.people': (search) => engine.pickPeople(search),
    'drafts.names': ({ ids }) => engine.namesOf(ids),
    'drafts.coverage': ({ parentId }) => engine.coverage(parentId),
  };
};
