import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Locator, Page } from 'playwright';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { OpenWindow } from './window.ts';

export type FileInputWay = 'button' | 'drop';

/** From the welcome screen, creates a company and waits for its import screen. */
export async function createCompany(window: OpenWindow, name: string, kind: 'test' | 'production' = 'test'): Promise<void> {
  const { page, say, button, call } = window;
  await page.getByLabel(say('welcome.company.name')).fill(name);
  await button('welcome.lists.beginNone').click();
  await page.getByRole('heading', { level: 1, name: say('import.title') }).waitFor();
  if (kind === 'production') await call('companies.changeKind', { id: await window.company(), kind, typedName: null });
}

/** Selects the kind of list to import next. */
export async function chooseList({ page, say }: OpenWindow, kind: ListKind): Promise<void> {
  await page
    .getByRole('group', { name: say('import.kinds') })
    .getByRole('button', { name: say(`import.kind.${kind}`) })
    .click();
}

/**
 * Selects a file on the import screen, or in a section, in the system's dialog or by dropping it on the window.
 */
export async function chooseFile(
  { page, say }: OpenWindow,
  path: string,
  by: FileInputWay = 'button',
  section: Locator | Page = page,
): Promise<void> {
  if (by === 'button') {
    const [dialog] = await Promise.all([
      page.waitForEvent('filechooser'),
      section.getByRole('button', { name: say('import.chooseFile'), exact: true }).click(),
    ]);
    await dialog.setFiles(path);
    return;
  }
  const transfer = await page.evaluateHandle(
    ({ name, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
      return data;
    },
    { name: basename(path), bytes: readFileSync(path).toString('base64') },
  );
  const target = section.getByText(say('import.orDrop'));
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}

/** Imports the list with the detected columns; returns once the screen shows the number of imported rows. */
export async function commit({ page, say }: OpenWindow, kind: ListKind, rows: number): Promise<void> {
  await page.getByRole('button', { name: say('import.commitRows', { rows }), exact: true }).click();
  await page.getByText(say(`import.done.${kind}`, { rows })).waitFor();
}

/** Returns the label of the select that assigns a column to a field of this list. */
export const columnFor = ({ say }: OpenWindow, kind: ListKind, field: string): string =>
  say('import.columnFor', { field: say.phrase(`field.${kind}.${field}`) });

/** Selects an entry of a select by its label, after the comparison above it has finished and no longer changes its height. */
export async function pick({ page }: OpenWindow, select: string, entry: string): Promise<void> {
  await page.locator('[aria-labelledby="list-changes"][aria-busy="true"]').waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: select, exact: true }).click();
  await page.getByRole('option', { name: entry, exact: true }).click();
}
