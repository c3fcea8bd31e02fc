import type { HtmlReport, HtmlRow } from '#main/files/reports/html-report.ts';

/** Returns a page with only the texts that a test sets. */
export const pageWith = (texts: {
  readonly company?: string;
  readonly organization?: string;
  readonly rows?: readonly HtmlRow[];
}): HtmlReport => ({
  language: 'ja',
  title: '注文の準備状況レポート',
  company: texts.company ?? '例示商事',
  day: '2026/11/24（火）',
  answer: { label: '注文できる人', share: '97.8 %', people: '4,312 人', of: '/ 対象 4,410 人', part: 0.978, sentence: '' },
  facts: [{ label: '注文できない人', value: '98 人' }],
  gates: {
    title: '8 つの確認項目',
    hint: '',
    headings: ['確認項目', '通過', 'ここで止まる', '通らない', '未確認'],
    lines: [{ name: '4 Amazon', passed: '1', stopsHere: '1', blocked: '1', notChecked: '0' }],
  },
  reasons: {
    title: '注文できない理由',
    hint: '',
    none: '',
    headings: ['理由', '人数', '対応者'],
    lines: [{ code: 'email-differs-width', name: '全角文字を含む', people: 98, count: '98', side: '両方の管理者' }],
  },
  others: { title: '気をつけること', headings: ['内容', '状態', '対応者', '件数'], lines: [] },
  organizations: {
    title: '組織別',
    hint: '',
    headings: ['組織', '対象', 'できる', 'できない', '未確認', 'できる割合'],
    lines: [
      { depth: 0, name: texts.organization ?? '本社', inScope: '2', ready: '1', blocked: '1', notChecked: '0', share: '50.0 %', part: 0.5 },
    ],
  },
  notLookedAt: { title: '未確認の項目', items: ['申請経路'] },
  list: {
    title: '一覧',
    hint: '',
    none: 'ありません',
    headings: ['氏名', '組織', 'アドレス'],
    neo: 'NEO',
    amazon: 'Amazon',
    absent: 'なし',
    suggestion: '修正案',
    sections: [
      {
        code: 'email-differs-width',
        severity: 'block',
        word: '注文不可',
        name: '全角文字を含む',
        count: '1 件',
        side: '両方の管理者',
        sentences: ['全角の文字が混じっています。'],
        rows: texts.rows ?? [],
      },
    ],
  },
});
