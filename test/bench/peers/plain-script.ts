import { readFileSync, writeFileSync } from 'node:fs';
import iconv from 'iconv-lite';

/**
 * The job of `tsunagi audit` as a short script for these lists alone: CP932 in and out, no quoted cells, fixed columns, addresses
 * normalized, the same kinds of finding. No input checks, no evidence, no sort order.
 */
const [, , neoFile = '', amazonFile = '', out = ''] = process.argv;

/** Rows of a list without its header. */
const rowsOf = (path: string): string[][] =>
  new TextDecoder('shift_jis')
    .decode(readFileSync(path))
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(','));

const normalised = (address: string): string => address.normalize('NFKC').trim().toLowerCase();
const afterAt = (address: string): string => address.slice(address.indexOf('@') + 1);

/** Every address with one character left out, and the address itself: two that differ in one place share one of these. */
const neighbours = (address: string): string[] => [
  address,
  ...Array.from(address, (_, at) => address.slice(0, at) + address.slice(at + 1)),
];

const lines: string[] = ['code,severity,side,neoUserId,loginId,name,workEmail,amazonEmail,reason,suggestion,suggestionSide,confidence'];
const tell = (code: string, severity: string, person: string[] | null, email: string, reason: string, suggestion = ''): void => {
  const [id = '', , name = '', , login = '', , , , , , , address = ''] = person ?? [];
  const side = person === null ? 'amazon' : email === '' ? 'neo' : 'both';
  const found = suggestion === '' ? ',' : 'neo,high';
  lines.push(`${code},${severity},${side},${id},${login},${name},${address},${email},${reason},${suggestion},${found}`);
};

const people = rowsOf(neoFile);
const accounts = rowsOf(amazonFile);
const byAddress = new Map(accounts.map((account) => [account[1] ?? '', account]));
const taken = new Set<string>();
const open: string[][] = [];
for (const person of people) {
  const address = person[11] ?? '';
  const account = byAddress.get(address);
  if (account === undefined) {
    if (address === '') tell('work-email-missing', 'block', person, '', '職場メールが空です。');
    else open.push(person);
    continue;
  }
  taken.add(address);
  if (person[10] === '1') tell('amazon-user-of-suspended', 'risk', person, address, '使用停止中の人が有効なままです。');
  else if (account[2] !== 'パンチアウト') tell('punchout-role-missing', 'block', person, address, '役割がありません。');
}
const left = accounts.filter((account) => !taken.has(account[1] ?? ''));
const byNormalised = new Map(left.map((account) => [normalised(account[1] ?? ''), account]));
const unlike: string[][] = [];
for (const person of open) {
  const address = person[11] ?? '';
  const email = byNormalised.get(normalised(address))?.[1];
  if (email === undefined || taken.has(email)) {
    unlike.push(person);
    continue;
  }
  taken.add(email);
  const code =
    address.trim() !== address
      ? 'email-differs-whitespace'
      : address.normalize('NFKC') !== address
        ? 'email-differs-width'
        : afterAt(address) !== afterAt(email)
          ? 'email-differs-domain-form'
          : 'email-differs-case';
  tell(code, 'block', person, email, '書き方だけが違います。', email);
}
const near = new Map<string, string>();
for (const account of left) {
  const email = account[1] ?? '';
  if (!taken.has(email)) for (const form of neighbours(email)) near.set(form, email);
}
for (const person of unlike) {
  const email = neighbours(normalised(person[11] ?? ''))
    .map((form) => near.get(form))
    .find((found) => found !== undefined && !taken.has(found));
  if (email === undefined) {
    tell('amazon-user-missing', 'block', person, '', '一致するユーザーがいません。');
    continue;
  }
  taken.add(email);
  tell('email-differs-typo', 'block', person, email, '1 か所だけ違います。');
}
for (const account of left) {
  const email = account[1] ?? '';
  if (!taken.has(email)) tell('amazon-orphan', 'note', null, email, 'このアドレスの人がいません。');
}
writeFileSync(out, iconv.encode(`${lines.join('\r\n')}\r\n`, 'cp932'));
