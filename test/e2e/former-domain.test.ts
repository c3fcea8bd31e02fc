import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type OpenWindow, openWindow } from '../support/window.ts';
import { chooseFile, commit, createCompany } from '../support/window-import.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
const LOCALS = ['sato', 'suzuki', 'takahashi', 'tanaka', 'ito', 'watanabe'];
const NAMES = ['佐藤 健', '鈴木 花子', '高橋 学', '田中 恵', '伊藤 翔', '渡辺 陽子'];
const PAIR = { from: 'tsunagi-old.example', to: 'tsunagi-shoji.example' };

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('former-domain');
  const neo = LOCALS.map((local, at) => `,${at + 1},u${at},${NAMES[at]},${local}@${PAIR.to},使用中`);
  const amazon = LOCALS.map((local, at) => `${local}@${PAIR.from},${NAMES[at]},購買,パンチアウト,有効`);
  writeFileSync(join(folder, 'neo.csv'), `${['削除フラグ,ID,ログインID,氏名,職場用メールアドレス,状態', ...neo].join('\r\n')}\r\n`);
  writeFileSync(join(folder, 'amazon.csv'), `${['メールアドレス,氏名,グループ,役割,ステータス', ...amazon].join('\r\n')}\r\n`);
});

const registered = async ({ call }: OpenWindow) => (await call('companies.current', {})).aliasDomains;

test('a former domain is registered by one button for everybody, undone, and registered the other way round', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  await createCompany(window, '社名変更のあと');
  await chooseFile(window, join(folder, 'neo.csv'));
  await commit(window, 'neo-users', LOCALS.length);
  await button('import.next.amazon-users').click();
  await chooseFile(window, join(folder, 'amazon.csv'));
  await commit(window, 'amazon-users', LOCALS.length);
  await button('import.seeReadiness').click();

  const count = LOCALS.length;
  const question = page.getByText(say('formerDomain.ask', { ...PAIR, count }));
  await question.waitFor();
  await button('formerDomain.act').click();
  await page.getByText(say('formerDomain.done', { count })).waitFor();
  await question.waitFor({ state: 'detached' });
  expect(await registered(window)).toEqual([PAIR]);
  // One cause remains for all of them.
  await button('readiness.queue.doOf', {
    action: say('readiness.queue.do.see'),
    title: say('readiness.next.action.confirm'),
    count: say('readiness.queue.people', { people: count }),
  }).waitFor();

  await page
    .getByRole('button', { name: say('undo.undo') })
    .first()
    .click();
  await page.getByText(say('formerDomain.undone', { count })).waitFor();
  await question.waitFor();
  expect(await registered(window)).toEqual([]);

  await button('formerDomain.actReverse', { to: PAIR.to }).click();
  await eventually(() => registered(window)).toEqual([{ from: PAIR.to, to: PAIR.from }]);
  await question.waitFor({ state: 'detached' });
});
