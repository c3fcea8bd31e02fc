import type { FieldRule } from './field.ts';

/**
 * Fields of NEO's list of purchase orders (docs/domain/neo.md#orders: downloadable as CSV). Its columns are not documented, so usual
 * headers are tried and the user can correct the mapping. A file may contain pending requests only, or completed ones too.
 */
export const ORDER_FIELD_RULES: readonly (readonly [id: string, rule: FieldRule])[] = [
  [
    'requestedAt',
    {
      required: true,
      exact: [
        '申請日時',
        '申請日',
        '依頼日時',
        '承認依頼日時',
        '起案日時',
        '起案日',
        '依頼日',
        '承認依頼日',
        'requested at',
        'request date',
        'application date',
      ],
      weak: [
        '作成日時',
        '作成日',
        '登録日時',
        'date applied',
        'applied at',
        'applied on',
        'submitted at',
        'submitted',
        'created at',
        '日時',
        '日付',
        'date',
      ],
      contains: [['申請', '依頼', '起案'], ['日']],
      without: ['番号', '者', '終了', '完了', '決裁', '最終', '更新'],
    },
  ],
  [
    'number',
    {
      exact: [
        '申請番号',
        '発注番号',
        '注文番号',
        '連番',
        '管理番号',
        '伝票番号',
        '番号',
        'application number',
        'po number',
        'order number',
        'number',
      ],
      weak: ['No', 'serial number', 'sequence no', 'purchase order number', 'order no', 'po no'],
    },
  ],
  ['id', { exact: ['ID', '申請ID', '注文ID', '発注ID', 'order ID', 'application ID'] }],
  [
    'title',
    { exact: ['申請タイトル', '件名', 'タイトル', '標題', '表題', 'title', 'subject'], weak: ['申請名', 'application title', '品名'] },
  ],
  [
    'state',
    {
      // Without a state or a decision date it is unknown whether a request is pending.
      orElse: 'decidedAt',
      exact: [
        '申請状態',
        '申請状況',
        '状態',
        'ステータス',
        '状況',
        '決裁状況',
        '承認状況',
        'application status',
        'order status',
        'status',
        'state',
      ],
      weak: ['結果', 'result', '進捗'],
    },
  ],
  [
    'decidedAt',
    {
      orElse: 'state',
      exact: [
        '決裁日時',
        '決裁日',
        '完了日時',
        '完了日',
        '最終決裁日時',
        '最終決裁日',
        '発注日時',
        '発注日',
        '注文日時',
        '注文日',
        'decided at',
        'completed at',
        'ordered at',
      ],
      weak: ['承認日時', '承認日', '終了日時', '終了日', 'decision date', 'completion date', 'order date', 'approval date', 'approved at'],
    },
  ],
  [
    'applicant',
    {
      exact: ['申請者', '申請者名', '申請者氏名', '依頼者', '起案者', '注文者', 'applicant', 'applicant name', 'requester'],
      weak: ['購入者', '作成者', 'created by', 'requested by', 'user', 'ユーザー', '氏名'],
    },
  ],
  ['applicantId', { exact: ['申請者ID', '申請者ユーザーID', '申請者コード', 'applicant ID', 'requester ID'] }],
  ['route', { exact: ['申請経路', '申請経路名', '経路', '経路名', '承認経路', 'workflow steps', 'route', 'route name'] }],
  [
    'step',
    {
      exact: ['現在のステップ', '現在ステップ', '承認段階', '段階', '進行状況', 'current step', 'step'],
      weak: ['決裁段階', 'ステップ', '現在の状況'],
    },
  ],
  [
    'approvers',
    {
      exact: [
        '現在の決裁者',
        '現在の承認者',
        '決裁待ち',
        '承認待ち',
        '決裁者',
        '承認者',
        '次の決裁者',
        '次の承認者',
        'current approver',
        'approver',
        'approvers',
        'authorizer',
      ],
      weak: ['処理者', '担当者', 'waiting for', 'pending with', '最終決裁者'],
    },
  ],
  [
    'since',
    {
      exact: ['到着日時', '受付日時', '到着日', '受領日時', 'arrived at', 'pending since'],
      weak: ['前回処理日時', '更新日時', '最終更新日時'],
    },
  ],
  [
    'amount',
    {
      exact: ['合計金額', '金額', '注文金額', '発注金額', '申請金額', '合計', '総額', 'total amount', 'amount', 'order total', 'total'],
      weak: ['税込合計', '税込金額', '金額（税込）', '合計金額（税込）', 'grand total', 'price'],
    },
  ],
];
