import { Button, Notice, Row, Stack, useText } from '#renderer/ui/index.ts';

interface SavedElsewhereProps {
  /** Keeps the typed values; untouched fields take the saved values. */
  readonly onKeep: () => void;
  /** Discards the typed values and shows the saved ones. */
  readonly onTake: () => void;
}

/** Shown when typed values and values saved elsewhere differ; the user chooses. */
export const SavedElsewhereNotice = ({ onKeep, onTake }: SavedElsewhereProps) => {
  const text = useText('savedElsewhere');
  return (
    <div role="alert">
      <Notice state="risk">
        <Stack gap="xs">
          <span>{text('said')}</span>
          <Row>
            <Button size="xs" variant="default" onClick={onKeep}>
              {text('keep')}
            </Button>
            <Button size="xs" variant="default" onClick={onTake}>
              {text('take')}
            </Button>
          </Row>
        </Stack>
      </Notice>
    </div>
  );
};
