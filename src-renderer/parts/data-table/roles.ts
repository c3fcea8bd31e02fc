/** Laid out as blocks and grids, the parts of a table are none by themselves any more: their roles say what they are. */
export const ROW = { role: 'row' } as const;
export const COLUMN_HEAD = { role: 'columnheader', scope: 'col' } as const;
export const ROW_HEAD = { role: 'rowheader', scope: 'row' } as const;
export const GROUP_HEAD = { role: 'rowheader', scope: 'rowgroup' } as const;
