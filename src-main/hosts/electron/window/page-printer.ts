import type { PagePrinter } from '../../../app/ports.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { APP_ORIGIN, APP_SCHEME } from '../restrictions/own-pages.ts';

/** Session in memory, so that printed pages leave no data. */
const PARTITION = 'print';
const PAGE = `${APP_ORIGIN}/print`;

/** Prints a page to PDF in a hidden window that has no scripts and can load nothing else. Pages are printed one at a time. */
export function createPagePrinter({ newWindow, openSession }: Pick<ElectronParts, 'newWindow' | 'openSession'>): PagePrinter {
  async function print(html: string): Promise<Uint8Array> {
    const session = openSession(PARTITION);
    session.protocol.handle(APP_SCHEME, ({ url }) =>
      url === PAGE ? new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }) : new Response(null, { status: 404 }),
    );
    const window = newWindow({
      show: false,
      webPreferences: {
        session,
        javascript: false,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        devTools: false,
      },
    });
    try {
      await window.loadURL(PAGE);
      return await window.webContents.printToPDF({
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
    } finally {
      window.destroy();
      session.protocol.unhandle(APP_SCHEME);
    }
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    toPdf(html) {
      const mine = last.then(() => print(html));
      last = mine.catch(() => {});
      return mine;
    },
  };
}
