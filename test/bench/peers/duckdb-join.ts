import { DuckDBInstance } from '@duckdb/node-api';

/** The same comparison written in SQL: the people of each list whose address the other list does not have, as CSV. */
const [, , neo = '', amazon = '', out = ''] = process.argv;
const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(`
  COPY (
    SELECT n."ID", n."ログインID", n."氏名", n."職場用メールアドレス", a."Eメールアドレス"
    FROM read_csv(${quoted(neo)}, header = true, all_varchar = true) n
    FULL OUTER JOIN read_csv(${quoted(amazon)}, header = true, all_varchar = true) a ON n."職場用メールアドレス" = a."Eメールアドレス"
    WHERE n."職場用メールアドレス" IS NULL OR a."Eメールアドレス" IS NULL
  ) TO ${quoted(out)} (HEADER)
`);
