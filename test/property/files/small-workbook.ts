import { strToU8, zipSync } from 'fflate';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** The XML of a sheet with a list of one person. */
export const SMALL_SHEET = `<worksheet xmlns="${MAIN}"><sheetData><row r="1">${cell('A1', '氏名')}${cell('B1', 'メールアドレス')}</row><row r="2">${cell('A2', '山田')}${cell('B2', 'a@example.com')}<c r="C2"><v>46350</v></c></row></sheetData></worksheet>`;

/** Returns a minimal workbook around a sheet. */
export const smallBook = (sheet: Uint8Array): Buffer =>
  Buffer.from(
    zipSync({
      'xl/workbook.xml': strToU8(
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      'xl/worksheets/sheet1.xml': sheet,
    }),
  );
