import { Row, TextLink, useText } from '#renderer/ui/index.ts';

interface TreeFootProps {
  readonly isAllOpen: boolean;
  /** Expands or collapses all; `null` = nothing to expand. */
  readonly onToggle: (() => void) | null;
  /** Number of open rows that are not rendered. */
  readonly hidden: number;
  readonly onMore: () => void;
}

/** Below an organization tree: show remaining rows, expand or collapse all. */
export const TreeFoot = ({ isAllOpen, onToggle, hidden, onMore }: TreeFootProps) => {
  const text = useText('readiness.organizations');
  if (hidden === 0 && onToggle === null) return null;
  return (
    <Row gap="md" mt="xs" mih="1.75rem">
      {hidden === 0 ? null : (
        <TextLink size="sm" onClick={onMore}>
          {text('more', { count: hidden })}
        </TextLink>
      )}
      {onToggle === null ? null : (
        <TextLink size="sm" onClick={onToggle}>
          {text(isAllOpen ? 'collapseAll' : 'expandAll')}
        </TextLink>
      )}
    </Row>
  );
};
