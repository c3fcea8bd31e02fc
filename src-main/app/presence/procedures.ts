import { findDraft } from '#shared/domain/drafts/draft.ts';
import { getBodyName, type Section } from '#shared/domain/drafts/sections.ts';
import { getCallerId, getCurrentCaller } from '../../company/caller.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { OpenWindows } from './open-windows.ts';

export const createPresenceProcedures = ({ session }: CompanyContext): ProceduresOf<'presence'> => {
  const windows = new OpenWindows();

  const nameOf = ({ section, id }: { readonly section: Section; readonly id: string }): string => {
    const draft = findDraft(session.file().drafts.state().drafts, { section, id });
    const body = draft?.draft ?? draft?.base ?? null;
    return body === null ? '' : getBodyName(section, body);
  };

  return {
    'presence.list'() {
      const people = [...windows.listOthers(getCallerId(), session.now())].map(([id, own]) => ({
        id,
        name: own[0]?.name ?? '',
        opened: own.flatMap(({ opened }) => (opened === null ? [] : [{ ...opened, name: nameOf(opened) }])),
      }));
      return { people: people.sort((a, b) => a.name.localeCompare(b.name, 'ja')) };
    },
    'presence.report'({ isOpen, opened }) {
      const { window = '', name = '' } = getCurrentCaller() ?? {};
      const person = getCallerId();
      const id = `${person}/${window}`;
      if (isOpen) windows.add(id, { person, name, opened, at: session.now() });
      else windows.remove(id);
      return {};
    },
  };
};
