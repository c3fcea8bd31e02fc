import { getUndoMessageKey, type UndoNotice } from '../../parts/undo/undo-notice.ts';
import { useFailureText, useText, useTexts } from '../../ui/index.ts';

/** Texts of the undo and redo notice. */
export const useUndoTexts = (): ((notice: UndoNotice) => string) => {
  const text = useText('undo');
  const triage = useText('triage');
  const fixes = useText('fixesScreen');
  const exclusions = useText('triageScreen.exclusions');
  const domains = useText('formerDomain');
  const failure = useFailureText();
  const texts = useTexts();

  const decided = ({ what, count, blocking }: Extract<UndoNotice, { kind: 'decided' }>): string => {
    if (what === 'adopt' || what === 'drop' || what === 'people') return fixes(`done.${what}`, { count });
    if (what === 'exclusions') return exclusions('saved', { count });
    if (what === 'domains') return domains('done', { count });
    if (count === 0) return triage('done.nothing');
    const done = triage(`done.${what}`, { count });
    return what === 'accept' && blocking > 0 ? text('andBlocking', { done, count: blocking }) : done;
  };
  return (notice) => {
    switch (notice.kind) {
      case 'decided':
        return decided(notice);
      case 'sentence':
        return texts.phrase(notice.text, notice.params);
      case 'decision': {
        const { what, count } = notice;
        const moved = notice.direction === 'undo' ? 'undone' : 'redone';
        if (what === 'adopt' || what === 'drop' || what === 'people') return fixes(`${moved}.${what}`, { count });
        if (what === 'domains') return domains(moved, { count });
        return what === 'exclusions' ? exclusions(moved, { count }) : triage(moved, { count });
      }
      case 'draft':
        return text(getUndoMessageKey(notice), { step: texts.phrase(notice.step.text, notice.step.params) });
      case 'nothing':
        return text(notice.direction === 'undo' ? 'nothingToUndo' : 'nothingToRedo');
      case 'failed': {
        const { what, next } = failure(notice.failure);
        return text('failed', { what, next });
      }
    }
  };
};
