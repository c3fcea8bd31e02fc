import type { OpenWindow } from './window.ts';
import type { WindowState } from './window-states.ts';

const PASSPHRASE = '合言葉は長いほど安全です';

const nameOf = ({ say }: OpenWindow): string => say('secret.name.catalog-password');
const leaveDialog = async ({ page }: OpenWindow): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.locator('[aria-modal="true"]').waitFor({ state: 'detached' });
};
/** Opens the secrets of the settings. */
const secretsIn = async (window: OpenWindow): Promise<void> => {
  await window.openSettings('secrets');
  await window.page
    .getByRole('button', { name: new RegExp(nameOf(window)) })
    .first()
    .waitFor();
};

/** Enters the catalog password on the integration screen, whether or not one is saved. */
export async function typePassword(window: OpenWindow, value: string): Promise<void> {
  const { page, say } = window;
  await window.go('integration');
  const name = nameOf(window);
  await page
    .getByRole('button', { name: say('secretsPart.setNamed', { name }) })
    .or(page.getByRole('button', { name: say('secretsPart.replaceNamed', { name }) }))
    .click();
  await page
    .getByLabel(say('secretsPart.value', { name }), { exact: true })
    .or(page.getByLabel(say('secretsPart.newValue', { name }), { exact: true }))
    .fill(value);
}

/** States of secrets without a keychain: entered, refused, kept by choice, and transferred to another machine. */
export const SECRET_STATES: readonly WindowState[] = [
  {
    name: 'secret-typing',
    async open(window) {
      await typePassword(window, ' Ａbc de\u200b ');
      await window.page.getByText(window.say('secretsPart.slip.blank-start')).waitFor();
    },
    leave: (window) => window.button('secretsPart.cancel').click(),
  },
  {
    name: 'secret-refused',
    async open(window) {
      await typePassword(window, 'x7Kq-3fZ9');
      await window.button('secretsPart.keep').click();
      await window.page.getByRole('alert').filter({ visible: true }).waitFor();
    },
    async leave(window) {
      // From here on the secret is kept for the session only.
      await window.button('secretsPart.remember').click();
      await window.page.getByText(window.say('secretsPart.news.kept')).waitFor();
    },
  },
  { name: 'secrets', open: secretsIn },
  {
    name: 'secret-clear',
    async open(window) {
      await secretsIn(window);
      await window.page.getByRole('button', { name: window.say('secretsPart.clearNamed', { name: nameOf(window) }) }).click();
      await window.button('secretsPart.clearDo').waitFor();
    },
    leave: leaveDialog,
  },
  {
    name: 'transfer-write',
    async open(window) {
      await window.openSettings('handover');
      await window.button('secretsPart.bundle.export').click();
      const dialog = window.page.getByRole('dialog');
      await dialog.getByRole('checkbox', { name: nameOf(window) }).check();
      await dialog.getByRole('button', { name: window.say('secretsPart.bundle.write'), exact: true }).click();
      await dialog.getByText(window.say('secretsPart.bundle.tooShort', { count: 12 })).waitFor();
    },
    leave: leaveDialog,
  },
  {
    name: 'transfer-take',
    async open(window) {
      const { page, say } = window;
      await window.openSettings('handover');
      const file = await writeTransfer(window, PASSPHRASE);
      const chooser = page.waitForEvent('filechooser');
      await window.button('secretsPart.bundle.import').click();
      await (await chooser).setFiles(file);
      await page.getByLabel(say('secretsPart.bundle.passphrase'), { exact: true }).fill(PASSPHRASE);
      await window.button('secretsPart.bundle.open').click();
      await page.getByRole('textbox', { name: say('secretsPart.bundle.name') }).waitFor();
    },
    leave: leaveDialog,
  },
];

/** Writes a transfer file with all secrets and returns the path of the download. The settings must be open. */
export async function writeTransfer({ page, say, button }: OpenWindow, passphrase: string): Promise<string> {
  await button('secretsPart.bundle.export').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say('secretsPart.bundle.passphrase'), { exact: true }).fill(passphrase);
  await dialog.getByLabel(say('secretsPart.bundle.again'), { exact: true }).fill(passphrase);
  const write = dialog.getByRole('button', { name: say('secretsPart.bundle.write'), exact: true, disabled: false });
  // The checkboxes are complete before the button appears.
  await write.waitFor();
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  const download = page.waitForEvent('download');
  await write.click();
  const path = await (await download).path();
  await page.locator('[aria-modal="true"]').waitFor({ state: 'detached' });
  return path;
}
