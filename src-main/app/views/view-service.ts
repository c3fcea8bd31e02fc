import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type SavedView, viewContentSchema } from '#shared/contract/views.ts';
import type { CompanySession } from '../../company/session.ts';
import type { StoredView } from '../../storage/view-store.ts';

/** Saved filters, report options and columns. Throws `view-not-found`, `view-name-taken`. */
export interface ViewService {
  views(kind: CallParsedInput<'views.list'>['kind']): Promise<CallOutput<'views.list'>>;
  saveView(view: CallParsedInput<'views.save'>): Promise<CallOutput<'views.save'>>;
  renameView(view: CallParsedInput<'views.rename'>): Promise<CallOutput<'views.rename'>>;
  deleteView(id: number): Promise<void>;
}

export function createViewService(session: CompanySession): ViewService {
  function stored(id: number): StoredView {
    const view = session.file().views.get(id);
    if (view === null) throw new ExpectedError('view-not-found');
    return view;
  }

  /** Throws `view-name-taken` for a name that another view of the same kind has; names are compared after normalization. */
  function refuseTaken(kind: string, name: string, self: number | null): void {
    const same = (other: string): boolean => fold(other) === fold(name);
    if (
      session
        .file()
        .views.list(kind)
        .some((view) => view.id !== self && same(view.name))
    ) {
      throw new ExpectedError('view-name-taken', { name });
    }
  }

  return {
    async views(kind): Promise<CallOutput<'views.list'>> {
      return {
        views: session
          .file()
          .views.list(kind)
          .flatMap((view) => understood(view) ?? []),
      };
    },
    async saveView({ id, name, content }) {
      const { views } = session.file();
      if (id !== null && stored(id).kind !== content.kind) throw new ExpectedError('view-not-found');
      refuseTaken(content.kind, name, id);
      if (id === null) return { id: views.add(content.kind, name, content), name, content };
      views.change(id, name, content);
      return { id, name, content };
    },
    async renameView({ id, name }) {
      const view = understood(stored(id));
      if (view === null) throw new ExpectedError('view-not-found');
      refuseTaken(view.content.kind, name, id);
      session.file().views.change(id, name, view.content);
      return { ...view, name };
    },
    async deleteView(id) {
      if (!session.file().views.delete(id)) throw new ExpectedError('view-not-found');
    },
  };
}

const fold = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Completes a view that an older version saved; `null` for one that this version does not understand, which stays in the file. */
function understood({ id, name, content }: StoredView): SavedView | null {
  const whole =
    typeof content === 'object' && content !== null && 'filter' in content
      ? { ...content, filter: { ...EMPTY_FINDING_FILTER, ...(content.filter as object) } }
      : content;
  const parsed = viewContentSchema.safeParse(whole);
  return parsed.success ? { id, name, content: parsed.data } : null;
}
