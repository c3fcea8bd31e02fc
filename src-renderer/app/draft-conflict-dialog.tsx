import { usePlanText } from '../parts/plan/use-plan-text.ts';
import { removeConflict, useDraftConflicts } from '../ui/drafts/index.ts';
import { Actions, Button, Dialog, SmallTable, Stack, useText } from '../ui/index.ts';

/** Asks which value to use when the same field of a draft was changed elsewhere; closing keeps the saved value. */
export const DraftConflictDialog = () => {
  const text = useText('draft.conflict');
  const say = usePlanText();
  const conflict = useDraftConflicts(({ conflicts }) => conflicts[0]);
  const decide = (choice: () => unknown): void => {
    if (conflict === undefined) return;
    removeConflict(conflict.key);
    void choice();
  };
  const takeSaved = (): void => decide(() => conflict?.takeSaved());
  return (
    <Dialog opened={conflict !== undefined} onClose={takeSaved} size={640} title={text('title')}>
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
            <Button variant="default" data-autofocus onClick={takeSaved}>
              {text('takeSaved')}
            </Button>
            <Button onClick={() => decide(() => conflict.keepMine())}>{text('keepMine')}</Button>
          </Actions>
        </Stack>
      )}
    </Dialog>
  );
};
