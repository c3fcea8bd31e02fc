import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import iconv from 'iconv-lite';

/**
 * The job of `tsunagi audit` written in SQL: CP932 in and out (decoded here, because DuckDB cannot), addresses normalized, the same kinds
 * of finding. Two addresses count as similar if they differ in one character and belong to people of the same name.
 */
const [, , neo = '', amazon = '', out = ''] = process.argv;
const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
const decoded = (path: string, name: string): string => {
  const copy = `${out}.${name}`;
  writeFileSync(copy, new TextDecoder('shift_jis').decode(readFileSync(path)));
  return copy;
};
const neoCopy = decoded(neo, 'neo');
const amazonCopy = decoded(amazon, 'amazon');
const WIDE = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0xff01 + at)).join('');
const NARROW = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).join('');
const narrow = (column: string): string => `translate(${column}, ${quoted(WIDE)}, ${quoted(NARROW)})`;
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`
  CREATE TABLE neo AS SELECT "ID" AS id, "ログインID" AS login, "氏名" AS name, coalesce("職場用メールアドレス", '') AS email, "使用停止フラグ" AS suspended,
    lower(trim(${narrow(`coalesce("職場用メールアドレス", '')`)})) AS norm
    FROM read_csv(${quoted(neoCopy)}, header = true, all_varchar = true);
  CREATE TABLE amazon AS SELECT "Eメールアドレス" AS email, "氏名" AS name, "役割" AS role, lower(trim(${narrow('"Eメールアドレス"')})) AS norm
    FROM read_csv(${quoted(amazonCopy)}, header = true, all_varchar = true);
  CREATE TABLE open_people AS SELECT * FROM neo ANTI JOIN amazon USING (email) WHERE email <> '';
  CREATE TABLE open_accounts AS SELECT * FROM amazon ANTI JOIN neo USING (email);
  CREATE TABLE written AS SELECT p.*, a.email AS found FROM open_people p JOIN open_accounts a USING (norm);
  CREATE TABLE alike AS SELECT p.*, a.email AS found FROM open_people p JOIN open_accounts a USING (name)
    WHERE p.norm <> a.norm AND levenshtein(p.norm, a.norm) = 1;
  CREATE TABLE report AS
    SELECT 'work-email-missing' AS code, 'block' AS severity, 'neo' AS side, id, login, name, email, '' AS found, '' AS suggestion FROM neo WHERE email = ''
    UNION ALL SELECT CASE WHEN suspended = '1' THEN 'amazon-user-of-suspended' ELSE 'punchout-role-missing' END,
      CASE WHEN suspended = '1' THEN 'risk' ELSE 'block' END, 'both', id, login, n.name, email, email, ''
      FROM neo n JOIN amazon a USING (email) WHERE suspended = '1' OR role <> 'パンチアウト'
    UNION ALL SELECT CASE WHEN trim(email) <> email THEN 'email-differs-whitespace' WHEN ${narrow('email')} <> email THEN 'email-differs-width'
      WHEN split_part(email, '@', 2) <> split_part(found, '@', 2) THEN 'email-differs-domain-form' ELSE 'email-differs-case' END,
      'block', 'both', id, login, name, email, found, found FROM written
    UNION ALL SELECT 'email-differs-typo', 'block', 'both', id, login, name, email, found, '' FROM alike
    UNION ALL SELECT 'amazon-user-missing', 'block', 'neo', id, login, name, email, '', '' FROM open_people
      WHERE id NOT IN (SELECT id FROM written) AND id NOT IN (SELECT id FROM alike)
    UNION ALL SELECT 'amazon-orphan', 'note', 'amazon', '', '', '', '', email, '' FROM open_accounts
      WHERE email NOT IN (SELECT found FROM written) AND email NOT IN (SELECT found FROM alike);
  COPY report TO ${quoted(`${out}.report`)} (HEADER)
`);
writeFileSync(out, iconv.encode(readFileSync(`${out}.report`, 'utf8'), 'cp932'));
for (const copy of [neoCopy, amazonCopy, `${out}.report`]) rmSync(copy);
