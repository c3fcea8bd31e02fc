/** Table elements with `display: block` or `grid` lose their implicit roles, so the roles are explicit. */
export const ROW = { role: 'row' } as const;
export const COLUMN_HEAD = { role: 'columnheader', scope: 'col' } as const;
export const ROW_HEAD = { role: 'rowheader', scope: 'row' } as const;
export const GROUP_HEAD = { role: 'rowheader', scope: 'rowgroup' } as const;
