/**
 * Responses of the demo's Amazon. Like Amazon's, they have no DOCTYPE and a Status without text
 * (docs/domain/amazon-cxml.md#setup-response).
 */

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const document = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<cXML>\n  <Response>\n${content}\n  </Response>\n</cXML>\n`;

/** Creates a document with only a Status; `detail` is the element's body. */
export const createStatusDocument = (code: string, text = '', detail = ''): string => document(statusElement(code, text, detail));

function statusElement(code: string, text = '', detail = ''): string {
  const attributes = `code="${escaped(code)}"${text === '' ? '' : ` text="${escaped(text)}"`}`;
  return detail === '' ? `    <Status ${attributes}/>` : `    <Status ${attributes}>${escaped(detail)}</Status>`;
}

/** Creates a successful response with a login address. */
export const createSetupDocument = (startPage: string): string =>
  document(
    `${statusElement('200')}\n    <PunchOutSetupResponse>\n      <StartPage>\n        <URL>${escaped(startPage)}</URL>\n      </StartPage>\n    </PunchOutSetupResponse>`,
  );

/**
 * Returns a text about missing data like Amazon's, for the body of the Status (docs/domain/amazon-cxml.md#setup-request; not Amazon's
 * literal words).
 */
export function formatMissingDetail(payloadId: string, missing: readonly string[]): string {
  const names = missing.map((each) =>
    each === 'EMAIL' ? 'EMAIL [Extrinsic UserEmail, Extrinsic Email, ShipTo Email, Contact Email]' : 'HOOK URL [BrowserFormPost/URL]',
  );
  return `Request ${payloadId} is missing mandatory data: ${names.join('; ')}`;
}

export const SIGN_IN_PAGE =
  '<!DOCTYPE html><html lang="ja"><head><title>社内ネットワーク</title></head><body><h1>サインインしてください</h1></body></html>';
