import { usePlanText } from '../../parts/plan/use-plan-text.ts';
import { removeConflict, useDraftConflicts } from '../../ui/drafts/conflicts.ts';
import { Actions, Button, Dialog, SmallTable, Stack, useText } from '../../ui/index.ts';

/** Asks which value to use when the same field of a draft was changed elsewhere; closing keeps the saved value. */
export const DraftConflictDialog = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const text = useText('draft.conflict');
  const say = usePlanText();
  const conflict = useDraftConflicts(({ conflicts }) => conflicts[0]);
  const keepMine = (): void => {
    if (conflict === undefined) return;
    removeConflict(conflict.key);
    void conflict.keepMine();
  };
  return (
    <Dialog opened={opened} onClose={onClose} size={640} title={text('title')}>
      {conflict === undefined ? null : (
        <Stack>
          <p>{text('lead', { name: conflict.name || 'none' })}</p>
          <SmallTable>
            <thead>
              <tr>
                <th scope="col">{text('field')}</th>
                <th scope="col">{text('mine')}</th>
                <th scope="col">{text('saved')}</th>
              </tr>
            </thead>
            <tbody>
              {conflict.fields.map(({ label, mine, saved }) => (
                <tr key={JSON.stringify(label)}>
                  <th scope="row">{say(label)}</th>
                  <td>{say(mine)}</td>
                  <td>{say(saved)}</td>
                </tr>
              ))}
            </tbody>
          </SmallTable>
          <Actions>
            <Button variant="default" data-autofocus onClick={onClose}>
              {text('takeSaved')}
            </Button>
            <Button onClick={keepMine}>{text('keepMine')}</Button>
          </Actions>
        </Stack>
      )}
    </Dialog>
  );
};
