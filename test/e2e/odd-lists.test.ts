import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { BAD_LISTS, type BadList, bytesOf, GOOD_NEO } from '../support/bad-lists.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow } from '../support/window.ts';
import { chooseFile, chooseList, commit, createCompany, pick } from '../support/window-import.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('odd');
});

const put = (list: BadList): string => {
  const path = join(folder, list.name);
  writeFileSync(path, bytesOf(list, 'cp932'));
  return path;
};

test('irregular lists: asks for unknown words, names lists of another kind, reports bad rows together', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  await createCompany(window, '例示商事');
  const next = async (list: BadList): Promise<void> => {
    await chooseList(window, list.wanted);
    await chooseFile(window, put(list), 'drop');
  };

  // A list with a title above the header; another row can be selected as header.
  await next(BAD_LISTS.titled);
  await page.getByText(say('import.header.row', { row: 4 })).waitFor();
  await page.getByText(say('import.header.above', { rows: 3 })).waitFor();
  await button('import.header.change').click();
  const rows = page.getByRole('region', { name: say('import.header.rows') });
  await rows.getByText('全 5 件').waitFor();
  await rows.getByRole('radio', { name: say('import.header.option', { row: 2 }) }).check();
  await page.getByText(say('import.why.missing')).waitFor();
  await rows.getByRole('radio', { name: say('import.header.option', { row: 4 }) }).check();
  await commit(window, 'neo-users', 5);

  // A list with an unknown value; the administrator defines its meaning.
  await next(BAD_LISTS.leave);
  await page.getByText(say('import.words.asked', { words: 1, rows: 1 })).waitFor();
  await pick(window, say('import.words.meaningOf', { word: '休職' }), say('import.words.meanings.neo-state.suspended'));
  await page.getByText(say('import.words.by.user')).waitFor();
  await page.getByText(say('import.words.asked', { words: 1, rows: 1 })).waitFor({ state: 'detached' });
  await commit(window, 'neo-users', 5);
  await next(BAD_LISTS.leave);
  await page.getByText(say('import.words.allKnown', { count: 3 })).waitFor();

  // A list in which a comma may be part of a name; the administrator defines it as a separator.
  await next(BAD_LISTS.commas);
  const cell = page
    .getByRole('region', { name: say('import.separators.title') })
    .getByRole('row', { name: say('field.neo-users.organization') });
  await cell.getByText(say('import.separators.by.undecided')).waitFor();
  const separator = say('import.separators.separatorOf', { field: say('field.neo-users.organization') });
  await pick(window, separator, say('import.separators.choices.comma'));
  await cell.getByText(say('import.separators.by.user')).waitFor();
  await cell.getByText('「開発0」、「設計0」').waitFor();
  await commit(window, 'neo-users', 5);
  await next(BAD_LISTS.commas);
  await cell.getByText(say('import.separators.by.remembered')).waitFor();
  await page.getByRole('combobox', { name: separator, exact: true }).waitFor();

  // Amazon's list in place of NEO's; one click corrects the kind.
  await next(BAD_LISTS.swapped);
  await page.getByText(say('import.why.otherList')).waitFor();
  await page.getByText(say('import.otherList.what.amazon-users')).waitFor();
  expect(await page.getByRole('button', { name: say('import.commitRows', { rows: 5 }) }).isDisabled()).toBe(true);
  await button('import.otherList.readAs.amazon-users').click();
  await commit(window, 'amazon-users', 5);

  for (const [list, what] of [
    [BAD_LISTS.orderReport, 'order-report'],
    [BAD_LISTS.groups, 'amazon-groups'],
  ] as const) {
    await next(list);
    await page.getByText(say(`import.otherList.what.${what}`)).waitFor();
    await page.getByText(say('import.why.otherList')).waitFor();
  }

  // All invalid rows are listed together and skipped only after the administrator has confirmed them.
  await next(BAD_LISTS.long);
  const bad = page.getByRole('table').filter({ hasText: say('import.badRow.reasons.too-long') });
  await page.getByText(say('import.why.badRows')).waitFor();
  expect(await bad.getByRole('row').count()).toBe(3);
  expect(await page.getByRole('button', { name: say('import.commitRows', { rows: 2 }) }).isDisabled()).toBe(true);
  await page.getByLabel(say('import.badRow.skip', { rows: 2 })).check();
  await commit(window, 'neo-users', 2);
  await next(GOOD_NEO);
  await commit(window, 'neo-users', 5);
});
