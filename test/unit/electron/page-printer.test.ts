import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { expect, it } from 'vitest';
import { isAllowedRequest } from '#main/hosts/electron/restrictions/request-filter.ts';
import { createPagePrinter } from '#main/hosts/electron/window/page-printer.ts';

type Handler = (request: { url: string }) => Response;

/** Returns the parts of Electron that printing needs: a window that loads the content served by its session and prints it. */
function printingElectron(fails = false) {
  let served: Handler | null = null;
  const windows: BrowserWindowConstructorOptions[] = [];
  let open = 0;
  let most = 0;
  const session = {
    protocol: {
      handle: (_scheme: string, handler: Handler) => {
        if (served !== null) throw new Error('the scheme is handled already');
        served = handler;
      },
      unhandle: () => {
        served = null;
      },
    },
  };
  const newWindow = (options: BrowserWindowConstructorOptions) => {
    windows.push(options);
    open += 1;
    most = Math.max(most, open);
    let page = '';
    return {
      loadURL: async (url: string) => {
        if (fails) throw new Error('ERR_FAILED');
        expect(isAllowedRequest(url, 'mainFrame', false)).toBe(true);
        page = (await served?.({ url })?.text()) ?? '';
        expect(served?.({ url: 'app://ui/index.js' })?.status).toBe(404);
      },
      webContents: { printToPDF: async (options: object) => Buffer.from(`%PDF ${JSON.stringify(options)} ${page}`) },
      destroy: () => {
        open -= 1;
      },
    } as unknown as BrowserWindow;
  };
  const printer = createPagePrinter({ newWindow, openSession: () => session as unknown as Session });
  return { printer, windows, left: () => ({ open, served: served !== null, most }) };
}

it('prints the page on its own paper in a window without scripts, one after another, and leaves nothing', async () => {
  const { printer, windows, left } = printingElectron();
  const printed = await Promise.all([printer.toPdf('<p>一</p>'), printer.toPdf('<p>二</p>')]);
  const [one, two] = printed.map((bytes) => Buffer.from(bytes).toString());
  expect(one).toContain('<p>一</p>');
  expect(one).toContain('"preferCSSPageSize":true');
  expect(two).toContain('<p>二</p>');
  expect(left()).toEqual({ open: 0, served: false, most: 1 });
  expect(windows).toHaveLength(2);
  expect(windows[0]).toMatchObject({ show: false, webPreferences: { javascript: false, sandbox: true, nodeIntegration: false } });
});

it('cleans up after a page that does not load, and prints the next one', async () => {
  const broken = printingElectron(true);
  await expect(broken.printer.toPdf('<p></p>')).rejects.toThrow('ERR_FAILED');
  await expect(broken.printer.toPdf('<p></p>')).rejects.toThrow('ERR_FAILED');
  expect(broken.left()).toEqual({ open: 0, served: false, most: 1 });
});
