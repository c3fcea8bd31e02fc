import type { ConnectionField } from '#shared/domain/integration/connection-test.ts';

/** The id of the control that a reason may lead to. */
export const fieldId = (field: ConnectionField): string => `connection-${field}`;

/** Whether the window shows the control of a field now, folded or not. */
export const isFieldHere = (field: ConnectionField): boolean => document.getElementById(fieldId(field)) !== null;

/** Opens what the control is folded into, and gives it the keyboard. */
export const goToField = (field: ConnectionField): void => {
  const control = document.getElementById(fieldId(field));
  for (let fold = control?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  control?.scrollIntoView({ block: 'center' });
  control?.focus();
};
