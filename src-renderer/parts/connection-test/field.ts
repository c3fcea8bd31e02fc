import type { ConnectionField } from '#shared/domain/integration/connection-test/connection-test.ts';

/** Id of the field, or its container, to which a reason leads. */
export const getFieldId = (field: ConnectionField): string => `connection-${field}`;

const CONTROL = 'input:not([type="hidden"]), textarea, button';

/** Opens the collapsed sections around the control and focuses it. */
export const focusField = (field: ConnectionField): void => {
  const place = document.getElementById(getFieldId(field));
  for (let fold = place?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  const control = place?.matches(CONTROL) ? place : place?.querySelector<HTMLElement>(CONTROL);
  control?.scrollIntoView({ block: 'nearest' });
  control?.focus();
};
